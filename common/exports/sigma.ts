/** Sigma rules and pipelines as they are, with the list of what that form loses. */
import type { Pack, PackSigma } from '../packs';
import type { ExportFile } from './types';

const forms = {
  single: 'one rule',
  event_count: 'correlation that counts events',
  temporal_ordered: 'correlation of ordered events',
} as const;

function lossesOf(title: string, { manifest }: PackSigma): string {
  const sections = manifest.rules.map((entry) =>
    entry.form === 'withheld'
      ? `## ${entry.rule}\n\nNo Sigma form. ${entry.reason}`
      : `## ${entry.rule}\n\n\`${entry.file}\`, ${forms[entry.form]}. Loses:\n\n${entry.losses.map((loss) => `- ${loss}`).join('\n')}`,
  );
  return [
    `# Sigma forms of ${title}`,
    'Convert with the pipelines in this order: values before ECS, `sysmon`, `ecs_windows`, names after ECS.',
    `## Lost in every rule\n\n${manifest.lost_in_every_rule.map((loss) => `- ${loss}`).join('\n')}`,
    ...sections,
    '',
  ].join('\n\n');
}

/** The Sigma files of a pack: `rules/`, `pipelines/` and `losses.md`. None for a pack without Sigma forms. */
export function sigmaFiles({ manifest, sigma }: Pack): ExportFile[] {
  if (sigma === undefined) return [];
  const yaml =
    (folder: string) =>
    (file: { name: string; text: string }): ExportFile => ({
      name: `${folder}/${file.name}`,
      mediaType: 'application/yaml',
      text: file.text,
    });
  return [
    ...sigma.rules.map(yaml('rules')),
    ...sigma.pipelines.map(yaml('pipelines')),
    { name: 'losses.md', mediaType: 'text/markdown', text: lossesOf(manifest.title, sigma) },
  ];
}

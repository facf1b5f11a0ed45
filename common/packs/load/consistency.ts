/** Checks inside one pack that a schema cannot make: ids that must exist, numbers that must agree. */
import { placeholdersIn } from '../../allowlist';
import type { Pack } from '../pack';
import type { PackReader } from './reader';

function duplicates(ids: readonly string[]): Array<[id: string, index: number]> {
  return ids.flatMap((id, index) => (ids.indexOf(id) < index ? [[id, index] as [string, number]] : []));
}

function checkManifest({ manifest, id }: Pack, reader: PackReader): void {
  const file = 'pack.yml';
  if (manifest.id !== id) reader.error('inconsistent', file, ['id'], `expected the name of the folder, ${id}`);
  if (manifest.changelog[0]?.version !== manifest.version) {
    reader.error(
      'inconsistent',
      file,
      ['changelog', 0, 'version'],
      `expected the newest entry to describe version ${manifest.version}`,
    );
  }
  for (const [source, index] of duplicates(manifest.data_sources.map((entry) => entry.id))) {
    reader.error('duplicate_id', file, ['data_sources', index, 'id'], `the data source ${source} is there twice`);
  }
  manifest.data_sources.forEach((source, index) => {
    if (source.variant_of && !manifest.data_sources.some((other) => other.id === source.variant_of)) {
      reader.error(
        'unknown_reference',
        file,
        ['data_sources', index, 'variant_of'],
        `there is no data source ${source.variant_of}`,
      );
    }
  });
}

function checkAllowlist(pack: Pack, reader: PackReader): void {
  const file = 'allowlist.yml';
  pack.allowlist.forEach((template, index) => {
    const path = ['templates', index];
    const used = placeholdersIn(template.entries);
    const declared = template.placeholders.map((placeholder) => placeholder.name);
    for (const name of used.filter((candidate) => !declared.includes(candidate))) {
      reader.error('unknown_reference', file, [...path, 'entries'], `the placeholder ${name} is not described`);
    }
    for (const name of declared.filter((candidate) => !used.includes(candidate))) {
      reader.error('inconsistent', file, [...path, 'placeholders'], `no entry uses the placeholder ${name}`);
    }
    if (template.answers !== 'own') {
      const number = template.answers.published_false_positive;
      if (!pack.published?.false_positives.some((note) => note.number === number)) {
        reader.error(
          'unknown_reference',
          file,
          [...path, 'answers'],
          `the published page has no false-positive note ${number}`,
        );
      }
    }
  });
}

function checkPlaybook({ playbook, searches, hunts }: Pack, reader: PackReader): void {
  playbook?.phases.forEach((phase, phaseIndex) =>
    phase.steps.forEach((step, stepIndex) => {
      const path = ['phases', phaseIndex, 'steps', stepIndex];
      for (const id of step.searches.filter((wanted) => !searches.some((search) => search.id === wanted))) {
        reader.error(
          'unknown_reference',
          'playbook.yml',
          [...path, 'searches'],
          `there is no search ${id} in this pack`,
        );
      }
      for (const id of step.hunts.filter((wanted) => !hunts.some((hunt) => hunt.id === wanted))) {
        reader.error('unknown_reference', 'playbook.yml', [...path, 'hunts'], `there is no hunt ${id} in this pack`);
      }
    }),
  );
}

function checkPublished({ published, expectations }: Pack, reader: PackReader): void {
  const file = 'published.yml';
  if (!published) return;
  const numbers = new Set(published.tests.map((test) => test.number));
  for (const expectation of expectations) {
    if (expectation.published_test !== undefined && !numbers.has(expectation.published_test)) {
      reader.error(
        'unknown_reference',
        file,
        ['tests'],
        `${expectation.id} names the published test ${expectation.published_test}, which is not there`,
      );
    }
  }
  for (const [id, index] of duplicates(published.deviations.map((deviation) => deviation.id))) {
    reader.error('duplicate_id', file, ['deviations', index, 'id'], `the deviation ${id} is there twice`);
  }
}

/** Reports everything inconsistent inside the pack. */
export function checkPack(pack: Pack, reader: PackReader): void {
  checkManifest(pack, reader);
  checkAllowlist(pack, reader);
  checkPlaybook(pack, reader);
  checkPublished(pack, reader);
}

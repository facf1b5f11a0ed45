/** The evidence report: what a pack detects here, what was proven, and what is known to be missing, at one moment. */
import { plain, table } from './markdown';
import type { EvidenceInput, ExportFile } from './types';

const list = (items: readonly string[]) => (items.length > 0 ? items.map(plain).join(', ') : '-');

function summary({ judgement, coverage }: EvidenceInput): string {
  const { totals } = judgement;
  const count = (holds: (item: (typeof coverage)[number]) => boolean) => String(coverage.filter(holds).length);
  return table(
    ['', ''],
    [
      ['Simulated attacks caught', `${totals.caught} of ${judgement.expectations.length}`],
      ['weakened, blinded, missed', `${totals.weakened}, ${totals.blinded}, ${totals.missed}`],
      ['not applicable, unknown', `${totals.not_applicable}, ${totals.unknown}`],
      ['Rules', String(coverage.length)],
      ['enabled', count(({ enabled }) => enabled)],
      ['enabled and ready', count(({ enabled, readiness }) => enabled && readiness === 'ready')],
      ['enabled and proven', count(({ enabled, proof }) => enabled && proof === 'proven')],
    ],
  );
}

function ruleRows({ coverage }: EvidenceInput): string[][] {
  return coverage.map(({ rule, enabled, readiness, proof }) => [
    rule.id,
    plain(rule.name),
    String(rule.version),
    list(
      rule.threat.flatMap(({ technique }) =>
        technique.flatMap(({ id, subtechnique }) => [id, ...subtechnique.map((sub) => sub.id)]),
      ),
    ),
    enabled ? 'enabled' : 'disabled',
    readiness,
    proof.replace('_', ' '),
  ]);
}

function expectationRows({ judgement }: EvidenceInput): string[][] {
  return judgement.rows.map(({ expectation, source, verdict, caughtBy, buildingBlockOnly, lost, reasons }) => [
    plain(expectation),
    plain(source),
    verdict.replace('_', ' '),
    buildingBlockOnly ? `${list(caughtBy)} (building blocks: no alert)` : list(caughtBy),
    list(lost),
    plain(reasons[0]?.text ?? '-'),
  ]);
}

/** Everything a reader should know before trusting the numbers. */
function gaps({ judgement, readiness, report }: EvidenceInput): string[] {
  return [
    ...judgement.rows
      .filter(({ verdict }) => verdict !== 'caught' && verdict !== 'not_applicable')
      .map(({ expectation, source, verdict }) => `${plain(expectation)} on ${plain(source)}: ${verdict}`),
    ...judgement.rules.flatMap(({ rule, causes }) =>
      causes.map(({ itemName, problem }) => `${plain(rule)}, entry ${plain(itemName)}: ${plain(problem)}`),
    ),
    ...judgement.rules
      .filter(({ coverage }) => coverage !== 'covered')
      .map(({ rule, coverage, problem }) => `${plain(rule)}: ${coverage}${problem ? `, ${plain(problem)}` : ''}`),
    ...readiness
      .filter(({ level }) => level !== 'ready')
      .map(({ rule, source, reason }) => `${plain(rule)} on ${plain(source)}: ${plain(reason.sentence)}`),
    ...report.files
      .filter(({ hash }) => hash !== 'matches')
      .map(({ path }) => `${plain(path)}: differs from the lock of the pack`),
  ];
}

/** The report as Markdown. All dates in it are UTC. */
export function evidenceReport(input: EvidenceInput): ExportFile {
  const { pack, report, entries, generatedAt, environment, release } = input;
  const { technique, version } = pack.manifest;
  const open = gaps(input);
  const sections = [
    `# Detection evidence: ${technique.id} ${plain(technique.name)}`,
    `Pack ${plain(pack.id)} ${version}, ATT&CK ${release.slice(1)}. ${plain(environment)}. Made ${generatedAt}.`,
    ...(technique.deprecated
      ? [`ATT&CK has deprecated ${technique.id}; alerts carry ${technique.deprecated.live.join(', ')}.`]
      : []),
    '"Caught" means: the recorded telemetry of the attack was replayed against the rule as it is now, with its allowlist, and the rule alerted. It does not mean that the attack was run on a host.',
    '## Summary',
    summary(input),
    '## Rules',
    table(['Rule', 'Name', 'Version', 'Techniques', 'State', 'Readiness', 'Proof'], ruleRows(input)),
    '## Simulated attacks by data source',
    table(['Test', 'Data source', 'Verdict', 'Caught by', 'Lost', 'Reason'], expectationRows(input)),
    '## Known gaps',
    open.length > 0 ? open.map((gap) => `- ${gap}`).join('\n') : 'None.',
    '## Allowlist',
    entries.length > 0
      ? table(
          ['Entry', 'Rules', 'Reason', 'Owner', 'Expires', 'Blinds a test'],
          entries.map(({ name, rules, reason, owner, expiresAt, overridden }) => [
            plain(name),
            list(rules),
            plain(reason),
            plain(owner ?? '-'),
            expiresAt ?? 'never',
            overridden ? 'yes, overridden' : 'no',
          ]),
        )
      : 'No entries.',
    '## Content files',
    table(
      ['File', 'SHA-256', 'Lock'],
      report.files.map(({ path, sha256, hash }) => [plain(path), `\`${sha256}\``, hash.replaceAll('_', ' ')]),
    ),
    '',
  ];
  return {
    name: `evidence_${technique.id}_${generatedAt.slice(0, 10)}.md`,
    mediaType: 'text/markdown',
    text: sections.join('\n\n'),
  };
}

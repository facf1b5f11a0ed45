import { parse } from 'yaml';
import type { Judgement } from '../expectations';
import type { Expectation, Pack, PackReport } from '../packs';
import type { EffectiveRule } from '../rules';
import {
  atomicRedTeamFile,
  evidenceReport,
  navigatorLayers,
  rulesNdjson,
  rulesToml,
  sigmaFiles,
  type RuleCoverage,
} from '.';

const tactic = { id: 'TA0011', name: 'Command and Control', reference: 'https://attack.mitre.org/tactics/TA0011/' };
const technique = (id: string, subtechnique: string[] = []) => ({
  id,
  name: `Name of ${id}`,
  reference: `https://attack.mitre.org/techniques/${id}/`,
  subtechnique: subtechnique.map((sub) => ({
    id: sub,
    name: `Name of ${sub}`,
    reference: 'https://attack.mitre.org/',
  })),
});

const rule: EffectiveRule = {
  id: 'CP-1',
  ruleId: '294cebd2-be45-5fdc-a683-58f479250d80',
  version: 3,
  name: 'Utility reaching an outside address',
  description: 'Says "why" and \\ more.',
  kind: 'event',
  query: 'network where process.name : "cmd.exe" and\n  process.command_line regex~ """.*\\d+.*"""',
  index: ['logs-endpoint.events.network-*', 'winlogbeat-*'],
  sources: ['defend', 'sysmon_winlogbeat'],
  from: 'now-9m',
  interval: '5m',
  severity: 'medium',
  riskScore: 47,
  buildingBlock: false,
  maxSignals: 100,
  timestampOverride: 'event.ingested',
  threat: [
    {
      framework: 'MITRE ATT&CK',
      tactic,
      technique: [technique('T1071', ['T1071.001', 'T1071.004']), technique('T1105')],
    },
  ],
  tags: ['Detection Workbench'],
  author: ['Detection Workbench'],
  falsePositives: ['Package restore'],
  investigationFields: ['host.name'],
  references: ['https://attack.mitre.org/techniques/T1105/'],
  setup: 'Switch on event 3.',
  knobs: {},
};
const other: EffectiveRule = {
  ...rule,
  id: 'CP-2',
  ruleId: '42cfe26f-52de-5730-9211-4e018c8df457',
  buildingBlock: true,
};

describe('rulesNdjson', () => {
  const lines = rulesNdjson('t1043', [rule, other]).text.split('\n');

  it('holds one rule a line, disabled, then the counts', () => {
    expect(lines).toHaveLength(4);
    expect(lines[3]).toBe('');
    expect(lines.slice(0, 2).map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ rule_id: rule.ruleId, query: rule.query, enabled: false }),
      expect.objectContaining({ rule_id: other.ruleId, building_block_type: 'default' }),
    ]);
    expect(JSON.parse(lines[2] ?? '')).toMatchObject({ exported_rules_count: 2, missing_rules_count: 0 });
  });
});

describe('rulesToml', () => {
  const dates = { created: '2026-08-20', updated: '2026-11-20' };

  it('writes the query as it is and escapes other text', () => {
    const [file] = rulesToml([rule], dates);
    expect(file?.name).toBe('cp_1_utility_reaching_an_outside_address.toml');
    expect(file?.text).toContain(`query = '''\n${rule.query}\n'''`);
    expect(file?.text).toContain('description = "Says \\"why\\" and \\\\ more."');
    expect(file?.text).toContain('creation_date = "2026/08/20"');
  });

  it('puts techniques and sub-techniques below their threat', () => {
    const headers = rulesToml([rule], dates)[0]?.text.match(/^\[.*\]$/gm);
    expect(headers).toEqual([
      '[metadata]',
      '[rule]',
      '[[rule.threat]]',
      '[[rule.threat.technique]]',
      '[[rule.threat.technique.subtechnique]]',
      '[[rule.threat.technique.subtechnique]]',
      '[[rule.threat.technique]]',
      '[rule.threat.tactic]',
      '[rule.investigation_fields]',
    ]);
  });

  it('falls back to an escaped string where a literal block cannot hold the query', () => {
    const query = "any where x == \"'''\"\n  or y == 1";
    expect(rulesToml([{ ...rule, query }], dates)[0]?.text).toContain(`query = ${JSON.stringify(query)}`);
  });

  it('carries suppression only when the rule has it', () => {
    const suppressed = { ...rule, suppression: { by: ['host.id'], window: '1h' } };
    expect(rulesToml([suppressed], dates)[0]?.text).toContain(
      '[rule.alert_suppression.duration]\nvalue = 1\nunit = "h"',
    );
    expect(rulesToml([rule], dates)[0]?.text).not.toContain('alert_suppression');
  });
});

const coverage: RuleCoverage[] = [
  { rule, enabled: true, readiness: 'ready', proof: 'proven' },
  { rule: other, enabled: true, readiness: 'limited', proof: 'uncovered' },
];

describe('navigatorLayers', () => {
  const layers = navigatorLayers('T1043', coverage, 'v18').map(({ text }) => JSON.parse(text));

  it('keeps mapped, ready and proven apart', () => {
    const scores = layers.map(({ techniques }) => techniques.map((cell: { score: number }) => cell.score));
    expect(scores).toEqual([
      [2, 2, 2],
      [1, 1, 1],
      [1, 1, 1],
    ]);
  });

  it('marks sub-techniques where a rule names them, in the tactic of the rule', () => {
    expect(layers[0].techniques.map((cell: { techniqueID: string }) => cell.techniqueID)).toEqual([
      'T1071.001',
      'T1071.004',
      'T1105',
    ]);
    expect(layers[0].techniques[0].tactic).toBe('command-and-control');
    expect(layers[0].versions.attack).toBe('18');
  });

  it('keeps a technique without a proven rule, and says which rules are missing', () => {
    const [, , proven] = navigatorLayers('T1043', coverage.slice(1), 'v19').map(({ text }) => JSON.parse(text));
    expect(proven.techniques[0]).toMatchObject({ score: 0, comment: 'mapped, not proven: CP-2' });
  });
});

const expectation = {
  id: 'T1043-2',
  title: 'certutil fetches a page',
  behaviour: 'Fetches a page.',
  privileges: 'elevated',
  prerequisites: ['A listener'],
  inputs: [
    { name: 'url', default: 'http://example.com/', meaning: 'Address' },
    { name: 'host', default: 'example.com', meaning: 'Only as a part of the longer value' },
    { name: 'short', default: 'x', meaning: 'Also stands where it means something else' },
  ],
  commands: [
    { executor: 'cmd', platforms: ['windows'], text: 'certutil.exe -urlcache -f http://example.com/ "%TEMP%\\x"' },
  ],
  cleanup: { command: { executor: 'cmd', platforms: ['windows'], text: 'del "%TEMP%\\x"' } },
} as unknown as Expectation;

const pack = {
  id: 't1043_commonly_used_port',
  manifest: {
    title: 'Commonly used port',
    version: '1.0.0',
    technique: { id: 'T1043', name: 'Commonly Used Port', deprecated: { live: ['T1071.001'] } },
  },
  expectations: [expectation],
  sigma: {
    manifest: {
      pipelines: [],
      lost_in_every_rule: ['Knobs'],
      rules: [
        { rule: 'CP-1', form: 'single', file: 'cp_1_utility.yml', losses: ['A path'] },
        { rule: 'CP-2', form: 'withheld', reason: 'Only a building block.' },
      ],
    },
    rules: [{ name: 'cp_1_utility.yml', text: 'title: x\n' }],
    pipelines: [{ name: 'values.yml', text: 'name: y\n' }],
  },
} as unknown as Pack;

describe('atomicRedTeamFile', () => {
  const file = parse(atomicRedTeamFile(pack).text);

  it('writes what a runner reads, with an argument for each value that can be told apart', () => {
    expect(file).toMatchObject({ attack_technique: 'T1043', display_name: 'Commonly Used Port' });
    expect(file.atomic_tests).toEqual([
      {
        name: 'certutil fetches a page',
        description: 'Fetches a page.\nNeeds: A listener',
        supported_platforms: ['windows'],
        input_arguments: { url: { description: 'Address', type: 'string', default: 'http://example.com/' } },
        executor: {
          name: 'command_prompt',
          elevation_required: true,
          command: 'certutil.exe -urlcache -f #{url} "%TEMP%\\x"',
          cleanup_command: 'del "%TEMP%\\x"',
        },
      },
    ]);
  });
});

describe('sigmaFiles', () => {
  it('passes rules and pipelines through and lists the losses', () => {
    const files = sigmaFiles(pack);
    expect(files.map(({ name }) => name)).toEqual(['rules/cp_1_utility.yml', 'pipelines/values.yml', 'losses.md']);
    expect(files[0]?.text).toBe('title: x\n');
    expect(files[2]?.text).toContain('## CP-2\n\nNo Sigma form. Only a building block.');
    expect(files[2]?.text).toContain('- A path');
  });

  it('makes no file for a pack without Sigma forms', () => {
    expect(sigmaFiles({ ...pack, sigma: undefined })).toEqual([]);
  });
});

describe('evidenceReport', () => {
  const judgement: Judgement = {
    cells: [],
    rows: [
      {
        expectation: 'T1043-2',
        source: 'defend',
        verdict: 'caught',
        before: 'caught',
        caughtBy: ['CP-1'],
        buildingBlockOnly: false,
        lost: [],
        reasons: [],
      },
      {
        expectation: 'T1043-2',
        source: 'security',
        verdict: 'blinded',
        before: 'caught',
        caughtBy: [],
        buildingBlockOnly: false,
        lost: ['CP-1'],
        reasons: [{ code: 'hidden_by_item', text: 'Hidden by <b>x</b> | y' }],
      },
    ],
    expectations: [
      {
        expectation: 'T1043-2',
        name: 'certutil',
        verdict: 'weakened',
        before: 'caught',
        caughtBy: ['CP-1'],
        lost: ['CP-1'],
      },
    ],
    rules: [
      { rule: 'CP-2', coverage: 'uncovered', exceptions: 'ok', exceptionsBefore: 'ok', causes: [], regressions: [] },
    ],
    worse: [],
    totals: { caught: 0, weakened: 1, blinded: 0, missed: 0, not_applicable: 0, unknown: 0 },
  };
  const report = { files: [{ path: 'pack.yml', bytes: 1, sha256: 'ab12', hash: 'differs' }] } as unknown as PackReport;
  const file = evidenceReport({
    pack,
    report,
    coverage,
    judgement,
    readiness: [],
    entries: [
      { name: 'Build | agents', rules: ['CP-1'], reason: 'NuGet', overridden: true, expiresAt: '2026-12-01T00:00:00Z' },
    ],
    release: 'v18',
    environment: 'Kibana 8.12.2',
    generatedAt: '2026-11-25T04:00:00Z',
  });

  it('names verdicts, gaps, overrides and changed files', () => {
    expect(file.name).toBe('evidence_T1043_2026-11-25.md');
    expect(file.text).toContain('| Simulated attacks caught | 0 of 1 |');
    expect(file.text).toContain('- T1043-2 on security: blinded');
    expect(file.text).toContain('- CP-2: uncovered');
    expect(file.text).toContain('- pack.yml: differs from the lock of the pack');
    expect(file.text).toContain('| 2026-12-01T00:00:00Z | yes, overridden |');
  });

  it('keeps markup in names and reasons from becoming markup', () => {
    expect(file.text).not.toMatch(/<b>/);
    expect(file.text).toContain('| Build \\| agents |');
  });
});

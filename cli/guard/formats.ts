/** The result for people, for JUnit readers and for code-scanning readers. */
import type { GuardResult } from './judge_files';
import { failing, type Level, type Problem } from './problems';

export const FORMATS = ['text', 'junit', 'sarif'] as const;
export type Format = (typeof FORMATS)[number];

const place = ({ place: { file, line } }: Problem): string => `${file}:${line}`;

function asText({ problems, counts }: GuardResult): string {
  const shown = problems.map((one) => {
    const state = one.known ? `${one.level}, known` : one.level;
    return `${place(one)}: ${state}: ${one.message} [${one.code}]`;
  });
  const left = failing(problems).length;
  const known = problems.filter((one) => one.known).length;
  const summary =
    `${counts.rules} rules and ${counts.items} exception items, judged against ${counts.expectations} expected attacks: ` +
    `${left === 0 ? 'nothing to mend' : `${left} to mend`}${known > 0 ? `, ${known} known from the baseline` : ''}`;
  return `${[...shown, summary].join('\n')}\n`;
}

/** Text that may stand in XML: characters that XML 1.0 cannot hold are left out. */
function xml(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return [...text]
    .filter((character) => {
      const code = character.codePointAt(0) as number;
      return code >= 0x20
        ? !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff
        : code === 9 || code === 10;
    })
    .map((character) => entities[character] ?? character)
    .join('');
}

interface TestCase {
  suite: string;
  name: string;
  failures: readonly Problem[];
}

function testCases({ problems, rows }: GuardResult): TestCase[] {
  const toMend = failing(problems);
  const attacks = rows.map(({ expectation, source }) => ({
    suite: 'expected attacks',
    name: `${expectation} on ${source}`,
    failures: toMend.filter(({ attack }) => attack?.expectation === expectation && attack.source === source),
  }));
  const rules = [...new Set(problems.filter(({ attack }) => attack === undefined).map(({ rule }) => rule))];
  const exceptions = rules.map((rule) => ({
    suite: 'exceptions',
    name: rule,
    failures: toMend.filter((one) => one.attack === undefined && one.rule === rule),
  }));
  return [...attacks, ...exceptions];
}

function asJunit(result: GuardResult): string {
  const cases = testCases(result);
  const suites = [...new Set(cases.map(({ suite }) => suite))].map((suite) => {
    const own = cases.filter((one) => one.suite === suite);
    const failed = own.filter(({ failures }) => failures.length > 0).length;
    const lines = own.map(({ name, failures }) => {
      const open = `    <testcase classname="detection-workbench.${xml(suite)}" name="${xml(name)}"`;
      if (failures.length === 0) return `${open}/>`;
      const texts = failures.map(
        (one) => `      <failure type="${xml(one.code)}" message="${xml(one.message)}">${xml(place(one))}</failure>`,
      );
      return [`${open}>`, ...texts, '    </testcase>'].join('\n');
    });
    return [
      `  <testsuite name="${xml(suite)}" tests="${own.length}" failures="${failed}">`,
      ...lines,
      '  </testsuite>',
    ].join('\n');
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="detection-workbench guard">',
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

/** The key under which code-scanning readers recognise a result again; also what a baseline is read by. */
export const FINGERPRINT = 'detectionWorkbench/v1';

const SARIF_LEVEL: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'note' };

function asSarif({ problems }: GuardResult, version: string, hasBaseline: boolean): string {
  const codes = [...new Set(problems.map(({ code }) => code))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'detection-workbench guard', version, rules: codes.map((id) => ({ id })) } },
        results: problems.map((one) => ({
          ruleId: one.code,
          ruleIndex: codes.indexOf(one.code),
          level: SARIF_LEVEL[one.level],
          message: { text: one.message },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: encodeURI(one.place.file.split('\\').join('/')) },
                region: { startLine: one.place.line },
              },
            },
          ],
          partialFingerprints: { [FINGERPRINT]: one.fingerprint },
          ...(hasBaseline ? { baselineState: one.known ? 'unchanged' : 'new' } : {}),
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

export interface FormatOptions {
  format: Format;
  version: string;
  /** Problems were compared with those of an earlier run. */
  hasBaseline: boolean;
}

export function formatResult(result: GuardResult, { format, version, hasBaseline }: FormatOptions): string {
  if (format === 'junit') return asJunit(result);
  return format === 'sarif' ? asSarif(result, version, hasBaseline) : asText(result);
}

/** On real files: the rules of the packs as Kibana would export them, with exceptions of all kinds. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExceptionItem } from '../../common/allowlist';
import { render, toCreateBody } from '../../common/rules';
import { bundledPacks } from '../../test/support/packs';
import { main } from '../main';
import { EXIT } from '.';

// Reading and checking the packs.
jest.setTimeout(60_000);

const BUNDLED = join(__dirname, '..', '..', 'packs');
const LIST = { list_id: 'team', name: 'Team', description: '', type: 'detection', namespace_type: 'single' };

let folder: string;
let templates: ReturnType<typeof bundledPacks>['packs'][number]['rules'];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dw-guard-'));
  templates = bundledPacks().packs.flatMap(({ rules }) => rules);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, lines: readonly unknown[]): string {
  writeFileSync(
    join(folder, name),
    lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''),
  );
  return name;
}

/** The rules of the packs, all using one list. */
function exported(change: (body: Record<string, unknown>) => Record<string, unknown> = (body) => body): unknown[] {
  const link = { id: 'x', list_id: LIST.list_id, type: 'detection', namespace_type: 'single' };
  const rules = templates.map((rule) => change({ ...toCreateBody(render(rule), {}), exceptions_list: [link] }));
  return [...rules, { exported_count: rules.length, exported_rules_count: rules.length }];
}

const item = (id: string, changes: Partial<ExceptionItem>) => ({
  item_id: id,
  list_id: LIST.list_id,
  namespace_type: 'single',
  type: 'simple',
  name: id,
  description: '',
  os_types: [],
  tags: [],
  comments: [],
  ...changes,
});
const match = (field: string, value: string) => [
  { type: 'match' as const, field, operator: 'included' as const, value },
];

const harmless = item('backup-agent', { entries: match('process.executable', 'C:\\Backup\\agent.exe') });
const blinding = item('any-8088', { entries: match('destination.port', '8088') });
const failingItem = item('bad-port', { entries: match('destination.port', 'http') });
const habit = item('one-host', { entries: match('host.name', 'ci-runner-7') });

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await main(args, {
    workingDir: folder,
    bundledPacks: BUNDLED,
    out: (text) => (out += text),
    err: (text) => (err += text),
    now: Date.parse('2026-05-01T00:00:00.000Z'),
  });
  return { code, out, err };
}

describe('detection-workbench guard', () => {
  it('is content with the rules of the packs and a harmless exception', async () => {
    const rules = write('rules.ndjson', exported());
    const exceptions = write('clean.ndjson', [LIST, harmless]);
    const { code, out } = await run('guard', '--rules', rules, '--exceptions', exceptions);
    expect(out).toMatch(/14 rules and 1 exception items, judged against \d+ expected attacks: nothing to mend\n$/);
    expect(code).toBe(EXIT.clean);
  });

  it('fails for an item that makes a rule fail, and says in which line it stands', async () => {
    const rules = write('rules.ndjson', exported());
    const exceptions = write('findings.ndjson', [
      LIST,
      item('odd', { entries: match('destination.ip', 'nonsense') }),
      harmless,
    ]);
    const { code, out } = await run('guard', `--rules=${rules}`, `--exceptions=${exceptions}`);
    expect(out).toContain('findings.ndjson:2: error: "odd": ');
    expect(out).toContain('[value_does_not_fit_type]');
    expect([EXIT.findings, EXIT.blinded]).toContain(code);
  });

  it('fails harder when an expected attack goes unseen, and names it and the item', async () => {
    const rules = write('rules.ndjson', exported());
    const exceptions = write('blinding.ndjson', [LIST, harmless, blinding]);
    const { code, out } = await run('guard', '--rules', rules, '--exceptions', exceptions);
    expect(code).toBe(EXIT.blinded);
    expect(out).toMatch(/^blinding\.ndjson:3: error: T1571-2 .*"any-8088" hides.*\[blinded\]$/m);
  });

  it('notices a rule whose query lost an attack, without any exception', async () => {
    const narrowed = exported((body) =>
      String(body.name).length > 0 ? { ...body, query: 'network where destination.port == 1' } : body,
    );
    const { code, out } = await run(
      'guard',
      '--rules',
      write('narrowed.ndjson', narrowed),
      '--exceptions',
      write('list.ndjson', [LIST]),
    );
    expect(code).toBe(EXIT.blinded);
    expect(out).toContain('does not match event');
  });

  it('reads exceptions that come in the export of rules', async () => {
    const { code } = await run('guard', '--rules', write('together.ndjson', [...exported(), LIST, blinding]));
    expect(code).toBe(EXIT.blinded);
  });

  it('mentions habits and rules that cannot be judged without failing for them', async () => {
    const other = { rule_id: 'ml', name: 'Anomaly', type: 'machine_learning', exceptions_list: [] };
    const rules = write('others.ndjson', [...exported(), other]);
    const { code, out } = await run('guard', '--rules', rules, '--exceptions', write('habit.ndjson', [LIST, habit]));
    expect(out).toContain('habit.ndjson:2: note: "one-host"');
    expect(out).toContain('note: Anomaly cannot be judged: a machine learning rule needs its job [cannot_be_judged]');
    expect(code).toBe(EXIT.clean);
  });

  it('writes SARIF, and takes it as a baseline that lines may move away from', async () => {
    const rules = write('rules.ndjson', exported());
    const before = write('before.ndjson', [LIST, failingItem]);
    const first = await run('guard', '--rules', rules, '--exceptions', before, '--format', 'sarif');
    const log = JSON.parse(first.out) as { version: string; runs: Array<{ results: Array<{ level: string }> }> };
    expect(log.version).toBe('2.1.0');
    expect(log.runs[0]?.results.some(({ level }) => level === 'error')).toBe(true);
    const baseline = write('baseline.sarif', [first.out]);
    const moved = write('moved.ndjson', [LIST, harmless, failingItem]);
    const again = await run('guard', '--rules', rules, '--exceptions', moved, '--baseline', baseline);
    expect(again.out).toContain('known from the baseline');
    expect(again.code).toBe(EXIT.clean);
    const worse = write('worse.ndjson', [LIST, failingItem, item('second', { entries: match('source.port', 'x') })]);
    const third = await run(
      'guard',
      '--rules',
      rules,
      '--exceptions',
      worse,
      '--baseline',
      baseline,
      '--format',
      'sarif',
    );
    expect(third.code).toBe(EXIT.findings);
    expect(third.out).toContain('"baselineState": "new"');
    expect(third.out).toContain('"baselineState": "unchanged"');
  });

  it('writes JUnit, in which every expected attack is a test', async () => {
    const named = item('a <b> & "c"', { entries: match('destination.port', '8088'), name: 'a <b> & "c"\u0001' });
    const exceptions = write('junit.ndjson', [LIST, named]);
    const { out } = await run(
      'guard',
      '--rules',
      write('rules.ndjson', exported()),
      '--exceptions',
      exceptions,
      '--format',
      'junit',
    );
    expect(out).toContain('<testsuite name="expected attacks"');
    expect(out).toMatch(/<testcase classname="detection-workbench\.expected attacks" name="T1571-4 on defend"\/>/);
    expect(out).toMatch(/name="T1571-2 on defend">\n {6}<failure type="blinded" message="T1571-2 /);
    expect(out).toContain('a &lt;b&gt; &amp; &quot;c&quot;');
    expect(new DOMParserLike().problem(out)).toBeUndefined();
  });

  it.each<[string, (name: (text: string, lines: readonly unknown[]) => string) => string[], string]>([
    ['a missing file', () => ['--rules', 'absent.ndjson'], 'absent.ndjson cannot be read'],
    ['a line that is no JSON', (file) => ['--rules', file('torn.ndjson', ['{"rule_id":'])], 'torn.ndjson:1: '],
    ['no rules at all', (file) => ['--rules', file('none.ndjson', [LIST])], 'There is no rule in none.ndjson'],
    [
      'a rule without a type',
      (file) => ['--rules', file('odd.ndjson', [{ rule_id: 'x', name: 'X' }])],
      'odd.ndjson:1: type',
    ],
    [
      'a baseline of another kind',
      (file) => ['--rules', file('r.ndjson', exported()), '--baseline', file('b.json', [{}])],
      'b.json is no SARIF',
    ],
    ['no packs', (file) => ['--rules', file('r.ndjson', exported()), '--packs', 'empty'], 'no pack'],
    ['a missing option', () => ['--exceptions', 'x'], '--rules is missing'],
    ['an unknown format', () => ['--rules', 'x', '--format', 'html'], '--format needs one of'],
    ['an unknown option', () => ['--rules', 'x', '--fast'], 'Unknown option --fast'],
  ])('does not judge %s', async (_what, argsOf, words) => {
    mkdirSync(join(folder, 'empty'), { recursive: true });
    const { code, out, err } = await run('guard', ...argsOf(write));
    expect(code).toBe(EXIT.unusable);
    expect(out).toBe('');
    expect(err).toContain(words);
  });

  it('explains itself', async () => {
    expect((await run('guard', '--help')).out).toContain('Exit codes: 0 nothing to mend');
    expect((await run('--help')).code).toBe(EXIT.clean);
    expect((await run('dance')).code).toBe(EXIT.unusable);
  });
});

/** Enough of a reader to see that tags are balanced and entities are the five of XML. */
class DOMParserLike {
  problem(text: string): string | undefined {
    const open: string[] = [];
    for (const [, close, name, rest] of text.matchAll(/<(\/?)([a-z]+)((?:\s[^<>]*)?)>/g)) {
      if (close === '/') {
        if (open.pop() !== name) return `unexpected end of ${name}`;
      } else if (!rest?.endsWith('/')) open.push(name as string);
    }
    const stray = /&(?!amp;|lt;|gt;|quot;)/.exec(text);
    return stray ? `stray & at ${stray.index}` : open.length > 0 ? `${open.join()} left open` : undefined;
  }
}

/** The runner of recorded answers, on folders that strangers may bring: it counts honestly and never falls over. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { conformance } from './conformance';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'conformance-'))));
afterEach(() => rmSync(root, { recursive: true }));

function write(name: string, content: unknown): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), typeof content === 'string' ? content : JSON.stringify(content));
}

async function run(...args: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const code = await conformance(args, { log: say, error: say });
  return { code, said: lines.join('\n') };
}

const event = (at: number, name: string) => ({
  _id: String(at),
  _source: { '@timestamp': `2026-11-25T10:00:0${at}Z`, event: { category: 'process' }, process: { name } },
});
const SCHEMA = { '@timestamp': 'date', 'event.category': 'keyword', 'process.name': 'keyword' };
const EVENTS = { name: 'two', schema: SCHEMA, hits: [event(1, 'curl.exe'), event(2, 'cmd.exe')] };

describe('eql', () => {
  const good = {
    id: 'good',
    kind: 'events',
    query: 'process where process.name : "CURL*"',
    data: 'two.json',
    options: {},
    expected_event_ids: [1],
  };

  it('prints the ids that fail and why, then how many pass', async () => {
    write('two.json', EVENTS);
    const absent = { ...good, id: 'absent', data: 'elsewhere.json' };
    const nameless = { ...good, id: 'nameless', data: undefined };
    write('cases.json', { cases: [good, { ...good, id: 'wrong', expected_event_ids: [2] }, absent, nameless] });
    const { code, said } = await run('eql', root);
    expect(code).toBe(1);
    expect(said).toContain('FAIL wrong');
    expect(said).toContain('FAIL absent');
    expect(said).toContain('FAIL nameless');
    expect(said).not.toContain('FAIL good');
    expect(said.split('\n').pop()).toBe('1 of 4');
  });

  it('says 0 only when every case passes, and a folder without cases is no success', async () => {
    write('two.json', EVENTS);
    write('cases.json', { cases: [good] });
    expect(await run('eql', root)).toEqual({ code: 0, said: '1 of 1' });
    write('cases.json', { cases: [] });
    expect(await run('eql', root)).toEqual({ code: 1, said: '0 of 0' });
  });
});

describe('kql', () => {
  it('takes the settings of a folder and of a case', async () => {
    const fields = [{ name: 'process.name', type: 'string', esTypes: ['keyword'] }];
    write('two.json', { ...EVENTS, data_view: { fields } });
    const wildcard = { wildcard: { 'process.name': { value: '*.exe' } } };
    const found = {
      data: 'two.json',
      query: 'process.name: *.exe',
      expected_dsl: { bool: { should: [wildcard], minimum_should_match: 1 } },
      expected_ids: ['1', '2'],
    };
    write('cases.json', {
      config: { allowLeadingWildcards: false },
      cases: [
        { ...found, id: 'refused' },
        { ...found, id: 'allowed', options: { allowLeadingWildcards: true } },
      ],
    });
    const { code, said } = await run('kql', root);
    expect({ code, last: said.split('\n').pop() }).toEqual({ code: 1, last: '1 of 2' });
    expect(said).toContain('Leading wildcards are disabled');
  });
});

describe('replay', () => {
  const index = 'logs-endpoint.events.process-prod';
  const rule = { query: 'process where process.name : "curl.exe"', index: ['logs-endpoint.events.process-*'] };
  const document = (name: string) => `${JSON.stringify({ case: 'own-1', index, doc: event(1, name)._source })}\r\n`;

  it('runs the rules of the folder; a case names those that answer, all others must stay silent', async () => {
    write('rules/OWN-1.json', rule);
    write('rules/OWN-2.json', { ...rule, query: 'process where true' });
    write('cases.ndjson', `${document('cmd.exe')}\n${document('curl.exe')}`);
    const answers = { 'OWN-1': { events: [1], alerts: 1 }, 'OWN-2': { events: [0, 1] } };
    write('expectations.json', { cases: [{ case: 'own-1', answers }] });
    expect(await run('replay', root)).toEqual({ code: 0, said: '1 of 1' });
    write('expectations.json', { cases: [{ case: 'own-1', answers: { 'OWN-1': answers['OWN-1'] } }] });
    expect((await run('replay', root)).said).toMatch(/FAIL own-1[^]*OWN-2[^]*0 of 1$/);
  });

  it('fails a case about an unknown rule or without documents, and judges the others', async () => {
    write('rules/OWN-1.json', rule);
    write('cases.ndjson', document('curl.exe'));
    const answers = { 'OWN-1': { events: [0], alerts: 1 } };
    write('expectations.json', {
      tests: [{ test: 'T', source: 'defend', file: 'tests/none.ndjson', answers }],
      cases: [
        { case: 'own-1', answers },
        { case: 'own-2', answers },
        { case: 'own-1', answers: { 'OWN-9': { events: [0] } } },
        { case: 'own-1', answers: {}, stable: false },
      ],
    });
    const { code, said } = await run('replay', root);
    expect({ code, last: said.split('\n').pop() }).toEqual({ code: 1, last: '1 of 4' });
    expect(said).toContain('no such rule');
  });
});

describe('arguments', () => {
  it.each([
    ['nothing', []],
    ['an unknown suite', ['sql', '.']],
    ['a folder that is not there', ['eql', './no-such-folder']],
    ['a folder of another format', ['kql', __dirname]],
  ])('%s is refused with exit code 2', async (_, args) => {
    expect((await run(...args)).code).toBe(2);
  });

  it('says in the help what each exit code means', async () => {
    const { code, said } = await run('--help');
    expect(code).toBe(0);
    expect(said).toMatch(/exit codes:\s+0 {2}every case passes/);
  });

  it('names the place that is no JSON', async () => {
    write('expectations.json', { cases: [{ case: 'own-1' }] });
    write('cases.ndjson', '{"case": "own-1"}\n{broken');
    expect((await run('replay', root)).said).toContain('cases.ndjson:2 is not JSON');
    write('expectations.json', '{');
    const { code, said } = await run('replay', root);
    expect({ code, said }).toEqual({ code: 2, said: expect.stringContaining('expectations.json is not JSON') });
  });
});

/** From an event to an entry: candidates, common cause, breadth, templates, life of an entry. */
import { bundledPacks } from '../../test/support/packs';
import {
  breadthOf,
  candidates,
  commonCause,
  compileItem,
  fillTemplate,
  lifecycleOf,
  placeholdersIn,
  type AllowlistEntry,
  type ExceptionItem,
  type ItemEntry,
} from '.';

const now = Date.parse('2026-11-23T00:00:00.000Z');
const session = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  '@timestamp': '2026-11-22T10:00:00.000Z',
  process: { executable: 'C:\\Tools\\nmap.exe', name: 'nmap.exe', entity_id: 'x', pid: 7 },
  destination: { ip: '198.51.100.38', port: 4444 },
  source: { port: 50001 },
  host: { name: 'scan-01' },
  user: { name: 'assessor' },
  ...more,
});

function hides(conditions: ItemEntry[], event: Record<string, unknown>): boolean {
  const item: ExceptionItem = {
    item_id: 'i',
    list_id: 'l',
    namespace_type: 'single',
    type: 'simple',
    name: '',
    description: '',
    entries: conditions,
    os_types: [],
    tags: [],
    comments: [],
  };
  return compileItem(item, { now }).matches(event);
}

describe('candidates of an event', () => {
  const found = candidates([session()]);

  it('go from narrow to broad and all hide the event', () => {
    const scores = found.map(({ breadth }) => breadth.score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(found[0]?.breadth.grade).toBe('narrow');
    expect(found.at(-1)).toMatchObject({ id: 'program', breadth: { grade: 'broad' } });
    for (const { conditions } of found) expect(hides(conditions, session())).toBe(true);
  });

  it('never use what does not come back: ports of the source, ids, times', () => {
    const fields = new Set(found.flatMap(({ conditions }) => conditions.map(({ field }) => field)));
    expect([...fields].filter((field) => /source\.port|entity_id|pid|timestamp/.test(field))).toEqual([]);
  });

  it('name the server of a download, not its whole command line', () => {
    const event = {
      process: {
        executable: 'C:\\Windows\\System32\\certutil.exe',
        command_line: 'certutil -f http://cm01.corp.example/a*b.cab',
        parent: { executable: 'C:\\CCM\\CcmExec.exe' },
      },
      host: { name: 'ws-1' },
    };
    const byServer = candidates([event]).find(({ id }) => id === 'same_server');
    expect(byServer?.conditions.at(-1)).toEqual({
      type: 'wildcard',
      field: 'process.command_line',
      operator: 'included',
      value: '*http://cm01.corp.example/*',
    });
    expect(hides(byServer?.conditions ?? [], event)).toBe(true);
  });

  it('need an event', () => {
    expect(candidates([])).toEqual([]);
    expect(candidates([{ message: 'nothing known' }])).toEqual([]);
  });
});

describe('the common cause of several events', () => {
  const several = ['a', 'b', 'c', 'd', 'e', 'f'].map((name, at) =>
    session({ host: { name }, destination: { ip: at % 2 === 0 ? '198.51.100.38' : '198.51.100.39', port: 4444 } }),
  );

  it('keeps shared values, lists a few different ones, and leaves out the rest', () => {
    const cause = commonCause(several);
    expect(cause.differsIn).toEqual(['host.name']);
    expect(cause.conditions).toContainEqual({
      type: 'match',
      field: 'process.executable',
      operator: 'included',
      value: 'C:\\Tools\\nmap.exe',
    });
    expect(cause.conditions).toContainEqual({
      type: 'match_any',
      field: 'destination.ip',
      operator: 'included',
      value: ['198.51.100.38', '198.51.100.39'],
    });
  });

  it('gives candidates that hide all of them', () => {
    const found = candidates(several);
    expect(found.length).toBeGreaterThan(0);
    for (const { conditions } of found) for (const event of several) expect(hides(conditions, event)).toBe(true);
  });
});

describe('breadth', () => {
  const { packs } = bundledPacks();

  it.each(packs.flatMap((pack) => pack.allowlist).map((template) => [template.id, template] as const))(
    'template %s is at least moderately narrow',
    (_id, template) => {
      const values = Object.fromEntries(template.placeholders.map(({ name, example }) => [name, example]));
      expect(['narrow', 'moderate']).toContain(breadthOf(fillTemplate(template.entries, values)).grade);
    },
  );

  it.each(packs.flatMap((pack) => pack.careless).map((example) => [example.title, example] as const))(
    '"%s" is broad',
    (_title, example) => {
      expect(['broad', 'very_broad']).toContain(breadthOf(fillTemplate(example.entries, {})).grade);
    },
  );

  it('says in words what is named and what passes', () => {
    const port: ItemEntry = { type: 'match', field: 'destination.port', operator: 'included', value: '443' };
    expect(breadthOf([port])).toMatchObject({
      grade: 'very_broad',
      words: 'It names the port; any program, destination, host and account passes.',
    });
    expect(breadthOf([{ ...port, operator: 'excluded' }]).words).toContain('It names nothing');
  });

  it('counts wide networks and shared accounts for little', () => {
    const network = (value: string): number =>
      breadthOf([{ type: 'match', field: 'destination.ip', operator: 'included', value }]).score;
    expect([
      network('198.51.100.7'),
      network('198.51.100.0/24'),
      network('198.51.0.0/16'),
      network('0.0.0.0/0'),
    ]).toEqual([3, 3, 2, 0]);
    const account = (value: string): number =>
      breadthOf([{ type: 'match', field: 'user.id', operator: 'included', value }]).score;
    expect(account('S-1-5-18')).toBeLessThan(account('S-1-5-21-1-2-3-1001'));
  });
});

describe('templates', () => {
  const conditions = [
    { field: 'process.command_line', type: 'wildcard', value: '*http://{{server}}/*' },
    { field: 'host.name', type: 'match_any', value: ['{{hosts}}', 'fixed'] },
    { field: 'user.name', type: 'match', value: '{{account}}' },
  ] as const;

  it('name what is still open', () => {
    expect(placeholdersIn(conditions)).toEqual(['server', 'hosts', 'account']);
    expect(placeholdersIn(fillTemplate(conditions, { server: 'a', hosts: ['b'] }))).toEqual(['account']);
  });

  it('take lists, and values inside a pattern literally', () => {
    expect(fillTemplate(conditions, { server: 'a*b\\c', hosts: ['h1', 'h2'], account: 'svc' })).toEqual([
      { field: 'process.command_line', type: 'wildcard', operator: 'included', value: '*http://a\\*b\\\\c/*' },
      { field: 'host.name', type: 'match_any', operator: 'included', value: ['h1', 'h2', 'fixed'] },
      { field: 'user.name', type: 'match', operator: 'included', value: 'svc' },
    ]);
  });

  it('do not fill a value again, and refuse two servers in one pattern', () => {
    expect(fillTemplate(conditions.slice(2), { account: '{{server}}', server: 'x' })[0]).toMatchObject({
      value: '{{server}}',
    });
    expect(() => fillTemplate(conditions.slice(0, 1), { server: ['a', 'b'] })).toThrow('takes one value');
  });
});

describe('the life of an entry', () => {
  const entry: AllowlistEntry = {
    id: 'e',
    name: 'E',
    rules: ['CP-1'],
    conditions: [],
    osTypes: [],
    reason: 'r',
    owner: 'o',
    enabled: true,
  };
  const life = (more: Partial<AllowlistEntry>, facts: object = {}) =>
    lifecycleOf({ ...entry, ...more }, { now, ...facts });

  it.each([
    [{}, 'active', 'no expiry'],
    [{ expires: '2027-06-01T00:00:00.000Z' }, 'active', 'expires in 190 days'],
    [{ expires: '2026-11-26T00:00:00.000Z' }, 'expiring', 'expires in 3 days'],
    [{ expires: '2026-11-23T06:00:00.000Z' }, 'expiring', 'expires today'],
    [{ expires: '2026-11-21T00:00:00.000Z' }, 'expired', 'expired 2 days ago'],
    [{ enabled: false, expires: '2027-06-01T00:00:00.000Z' }, 'disabled', 'disabled'],
    [
      { expires: '2027-06-01T00:00:00.000Z', override: { reason: 'r', by: 'b', expires: '2026-11-26T00:00:00.000Z' } },
      'expiring',
      'expires in 3 days',
    ],
  ] as const)('%j is %s', (more, state, text) => {
    expect(life(more as Partial<AllowlistEntry>)).toMatchObject({ state, text });
  });

  it('says when an entry never hid anything, or not for long', () => {
    const old = { createdAt: '2026-01-01T00:00:00.000Z', searchedFrom: '2026-01-01T00:00:00.000Z' };
    expect(life({}, old)).toMatchObject({ neverMatched: true, stale: false });
    expect(life({}, { ...old, createdAt: '2026-11-20T00:00:00.000Z' })).toMatchObject({ neverMatched: false });
    expect(life({}, { ...old, lastMatchedAt: '2026-02-01T00:00:00.000Z' })).toMatchObject({
      neverMatched: false,
      stale: true,
    });
    expect(life({}, { ...old, lastMatchedAt: '2026-11-20T00:00:00.000Z' })).toMatchObject({ stale: false });
    expect(life({})).toMatchObject({ neverMatched: false });
  });
});

/** Statements about the KQL of every pack: it parses, means what it says, and finds the simulated attacks. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fieldSchema } from '../../common/allowlist';
import { compile, lint, type KqlView } from '../../common/kql';
import { SEARCH_PLACEHOLDER } from '../../common/packs/schema/searches';
import { fillSearch } from '../../common/searches';
import { packs } from './read_packs';

const replay = join(__dirname, '../../../shared/data/replay');
const recorded = existsSync(replay);
if (!recorded) console.warn('skipped: ../shared/data/replay is not here, so no KQL is run on recordings');

const kqlHunts = packs.flatMap((pack) => pack.hunts.filter(({ language }) => language === 'kuery'));
const searches = packs.flatMap((pack) => pack.searches);

/** Mapping of the recordings, and of two fields that only data outside them brings. */
const types: Record<string, string> = {
  ...(recorded ? JSON.parse(readFileSync(join(replay, 'schema.json'), 'utf8')).fields : {}),
  'dns.resolved_ip': 'ip',
  'winlog.event_data.LogonType': 'keyword',
};
const kinds: Record<string, string> = { date: 'date', ip: 'ip', long: 'number', float: 'number', boolean: 'boolean' };
const view: KqlView = {
  fields: Object.entries(types).map(([name, type]) => ({
    name,
    type: kinds[type] ?? 'string',
    esTypes: [type === 'wildcard' ? 'keyword' : type],
  })),
};
const mapping = { schema: fieldSchema(types), names: Object.keys(types) };
const now = Date.parse('2026-11-25T00:00:00Z');

type Event = Record<string, unknown>;

/** Documents per recording, for example `T1571-4.sysmon_winlogbeat`. */
const recordings = new Map<string, Event[]>(
  recorded
    ? readdirSync(join(replay, 'tests')).map((name) => [
        name.replace('.ndjson', ''),
        readFileSync(join(replay, 'tests', name), 'utf8')
          .trim()
          .split('\n')
          .map((text) => JSON.parse(text) as Event),
      ])
    : [],
);

const find = (query: string, events: readonly Event[]) => {
  const matches = compile(query, { view, mapping, now });
  return events.filter((event) => matches({ _source: event }));
};

/** Tests on whose recordings a query finds something, with the number of documents over all data sources. */
function found(query: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [name, events] of recordings) {
    const count = find(query, events).length;
    const test = name.split('.')[0] ?? name;
    if (count > 0) counts[test] = (counts[test] ?? 0) + count;
  }
  return counts;
}

const context = { view, mapping, now };
const findings = (query: string) => lint(query, context).map(({ code, message }) => `${code}: ${message}`);
const whenRecorded = recorded ? it : it.skip;

whenRecorded.each(kqlHunts)('$id parses and holds nothing that Kibana accepts in silence', ({ query }) => {
  expect(findings(query)).toEqual([]);
});

whenRecorded.each(searches)('$id parses and holds nothing that Kibana accepts in silence', ({ query }) => {
  // A placeholder stands for a value of the field's own type.
  const filled = query.replace(
    SEARCH_PLACEHOLDER,
    (_match, field: string) => `"${types[field] === 'ip' ? '203.0.113.90' : types[field] === 'long' ? 443 : 'x'}"`,
  );
  expect(findings(filled)).toEqual([]);
});

whenRecorded('every hunt finds the simulated attacks it is meant for, and no other', () => {
  expect(Object.fromEntries(kqlHunts.map(({ id, query }) => [id, Object.keys(found(query)).sort()]))).toEqual({
    'T1043-K1': ['T1043-1', 'T1043-2'],
    'T1043-K2': [],
    'T1043-K3': ['T1043-2', 'T1043-4'],
    'T1043-K4': ['T1043-4'],
    'T1043-K5': ['T1043-3'],
    'T1571-K1': ['T1571-1', 'T1571-4'],
    'T1571-K2': ['T1571-1', 'T1571-4'],
    'T1571-K3': [],
    'T1571-K4': ['T1571-3'],
    'T1571-K5': [],
  });
});

whenRecorded('hunts that no test is made for find their own recorded shape', () => {
  const documents = (name: string) =>
    readFileSync(join(replay, name), 'utf8')
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as { case: string; doc: Event });
  const casesOf = (id: string, name: string) => {
    const query = kqlHunts.find((hunt) => hunt.id === id)?.query ?? '';
    return new Set(documents(name).flatMap(({ case: label, doc }) => (find(query, [doc]).length > 0 ? label : [])));
  };
  expect([...casesOf('T1571-K3', 'benign.ndjson')]).toEqual(['B06']);
  expect(casesOf('T1043-K2', 'cases.ndjson').size).toBeGreaterThan(0);
});

whenRecorded('the listener hunt finds a session that a host accepted, and not one that it opened', () => {
  const query = kqlHunts.find(({ id }) => id === 'T1571-K5')?.query ?? '';
  const session = (action: string, direction: string): Event => ({
    event: { category: ['network'], action },
    network: { direction },
    destination: { ip: '10.20.30.42', port: 4444 },
  });
  const events = [session('connection_accepted', 'ingress'), session('connection_attempted', 'egress')];
  expect(find(query, events)).toEqual([events[0]]);
});

whenRecorded('the nslookup hunt finds each run once per data source', () => {
  expect(found(kqlHunts.find(({ id }) => id === 'T1043-K5')?.query ?? '')).toEqual({ 'T1043-3': 30 });
});

whenRecorded('every search about sessions, opened from a recorded session, finds that session', () => {
  const event =
    recordings
      .get('T1571-4.sysmon_winlogbeat')
      ?.find((document) => (document.destination as Event | undefined)?.port === 9001) ?? {};
  const at = '2026-07-15T12:00:00.000Z';
  for (const id of ['T1043-S1', 'T1571-S1', 'T1571-S2', 'T1571-S5']) {
    const search = searches.find((candidate) => candidate.id === id);
    const filled = search && fillSearch(search, event, at);
    expect([id, filled?.available]).toEqual([id, true]);
    expect([id, filled?.available && find(filled.kql, [event]).length]).toEqual([id, 1]);
  }
});

whenRecorded('a search is offered as unavailable where the data source has no process entity', () => {
  const session =
    recordings
      .get('T1571-4.security')
      ?.find((document) => (document.destination as Event | undefined)?.port === 9001) ?? {};
  const unavailable = searches.filter((search) => !fillSearch(search, session, '2026-07-15T12:00:00.000Z').available);
  expect(unavailable.map(({ id }) => id).sort()).toEqual(['T1043-S1', 'T1043-S2', 'T1043-S4', 'T1571-S2', 'T1571-S3']);
});

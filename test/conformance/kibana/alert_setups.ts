/** Set-ups of the scenarios about alerts: the events that rules ran on, and the alerts that they made. */
import { putAlert } from '../../doubles/kibana/alerts/alert_index';
import type { RuleRecord } from '../../doubles/kibana/rules/rule_table';
import type { Setup, Stage } from './stage';

type Source = Record<string, unknown>;

interface Hit {
  _id: string;
  _source: Source;
}

const RUN = 'alerts/run';
const EVENTS = 'logs-rec-a';
const hitsOf = (stage: Stage, at: number): Hit[] => stage.answer<{ hits: { hits: Hit[] } }>(at, RUN).hits.hits;

/** The event that an alert was made of. */
function eventOf({ _source: source }: Hit): Source {
  const kept = Object.entries(source).filter(([name]) => !name.startsWith('kibana.') && !name.startsWith('event.'));
  const original = 'kibana.alert.original_event.';
  const event = Object.entries(source).flatMap(([name, value]) =>
    name.startsWith(original) ? [[name.slice(original.length), value] as const] : [],
  );
  return {
    ...Object.fromEntries(kept),
    '@timestamp': source['kibana.alert.original_time'],
    event: Object.fromEntries(event),
  };
}

const idOf = (event: Source): string => (event['event'] as { id: string }).id;

/** An event like another one. */
function like(event: Source, id: string, shiftSeconds: number, changes: Source): Source {
  const shifted = (time: unknown): string => new Date(Date.parse(String(time)) + shiftSeconds * 1_000).toISOString();
  const { event: own } = event as { event: Source };
  return {
    ...event,
    ...changes,
    '@timestamp': shifted(event['@timestamp']),
    event: { ...own, id, ingested: shifted(own['ingested']), sequence: Number(own['sequence']) + shiftSeconds },
  };
}

/** The events as README.md of the recordings names them; those that no recorded alert shows are made like their neighbours. */
function events(stage: Stage): Source[] {
  const p3 = eventOf(hitsOf(stage, 27)[0] as Hit);
  const steps = hitsOf(stage, 28)
    .filter(({ _source }) => _source['kibana.alert.depth'] === 1)
    .map(eventOf);
  const n1 = eventOf(hitsOf(stage, 33)[0] as Hit);
  const certutil = (host: string, user: string): Source => ({
    host: { id: host, name: host },
    user: { name: user },
    process: { ...(p3['process'] as Source), name: 'certutil.exe', entity_id: `${host}-certutil.exe` },
  });
  const s3a2 = steps.find((event) => idOf(event) === 's3a2') as Source;
  const scans = [0, 1, 2, 3, 4].map((number) => {
    const destination = { ...(n1['destination'] as Source), ip: `198.51.100.${number}` };
    return like(n1, `n${number}`, number - 1, { destination });
  });
  return [
    like(p3, 'p1', -2, certutil('h1', 'alice')),
    like(p3, 'p2', -1, certutil('h2', 'svc-bk')),
    p3,
    like(s3a2, 's3a', -5, { user: { name: 'bob' } }),
    ...steps,
    ...scans,
  ];
}

/** Lists with items, as an export of all rules shows them. */
function listsOfTheRun(stage: Stage): void {
  const { $text: text } = stage.answer<{ $text: string }>(26, 'rules/import-export');
  for (const line of text.split('\n').filter((one) => one.includes('"rec-al'))) {
    const object = JSON.parse(line) as Source;
    if ('item_id' in object) stage.item(object);
    else if ('immutable' in object && !('rule_id' in object)) stage.list(object);
  }
}

function prepareRun(stage: Stage): void {
  stage.setTime('2026-11-23T05:47:45.000Z');
  const { elasticsearch } = stage.double.state;
  elasticsearch.create(EVENTS, { 'process.command_line': 'wildcard' });
  for (const event of events(stage)) elasticsearch.add(EVENTS, stage.own(event), idOf(event));
  listsOfTheRun(stage);
}

function runRules(stage: Stage): void {
  for (let at = 3; at <= 16; at += 1) {
    const { execution_summary: _run, ...rule } = stage.answer<RuleRecord>(at, RUN);
    stage.rule(rule);
  }
  stage.double.runRules('rec');
}

interface Made {
  id?: string;
  rule: string;
  host: string;
  user?: string;
  /** Milliseconds after 05:48. */
  at: number;
}

/** Alerts that the scenarios count but never show in full. */
const NOT_SHOWN: readonly Made[] = [
  {
    id: 'd700c9ba96db83fb5a4a50ef9fd9e93e6bd36ac852e39c92ca0ba5da26033332',
    rule: 'rec-a-event',
    host: 'h1',
    at: -7_305,
  },
  {
    id: '26076ef27f3e29b4efef7505938ebc037b903611a62d5f5ffe69b02335f1e7b6',
    rule: 'rec-a-event',
    host: 'h2',
    user: 'svc-bk',
    at: -7_300,
  },
  { rule: 'rec-a-sup', host: 'h1', at: 1_900 },
  { rule: 'rec-a-sup', host: 'h2', at: 1_901 },
  { rule: 'rec-a-supd', host: 'h1', at: 2_500 },
  { rule: 'rec-a-supd', host: 'h2', at: 2_501 },
  { rule: 'rec-a-supd', host: 'h3', at: 2_502 },
  { rule: 'rec-a-new', host: 'h1', at: 4_350 },
  { rule: 'rec-a-new', host: 'h1', at: 4_351 },
  { rule: 'rec-a-new', host: 'h2', at: 4_352 },
  { rule: 'rec-a-new', host: 'h3', user: 'bob', at: 4_353 },
  { rule: 'rec-a-new', host: 'h4', at: 4_354 },
  { rule: 'rec-a-bb', host: 'h4', at: 7_528 },
  { rule: 'rec-a-exc', host: 'h3', at: 7_600 },
  { rule: 'rec-a-dang', host: 'h1', at: 19_500 },
  { rule: 'rec-a-dang', host: 'h2', user: 'svc-bk', at: 19_501 },
  { rule: 'rec-a-dang', host: 'h3', at: 19_502 },
  {
    id: '4416c855da1467cef400383dd18b86f802d9afa5d82290cd7c540bcd59cf8fe0',
    rule: 'rec-a-dangv',
    host: 'h1',
    at: 22_347,
  },
  {
    id: '465ccb08f38a884a756b4b52c7ecb38a96e6cb2facb54c65e9405f3e4fb0b671',
    rule: 'rec-a-dangv',
    host: 'h2',
    user: 'svc-bk',
    at: 22_348,
  },
  {
    id: 'b79f2ba2ce254d58012a409d7b980fe4250ef3999ce2781c8bc65164fc148659',
    rule: 'rec-a-dangv',
    host: 'h3',
    at: 22_348,
  },
];

const MINUTE = Date.parse('2026-11-23T05:48:00.000Z');

/** The 36 alerts that `alerts/run` left behind. */
export function alertsOfTheRun(stage: Stage): void {
  const shown = [27, 28, 29, 30, 31, 32, 33].flatMap((at) => hitsOf(stage, at));
  const pattern = shown[0] as Hit;
  const made = NOT_SHOWN.map(({ id = stage.double.state.newId(), rule, host, user = 'alice', at }): Hit => ({
    _id: id,
    _source: {
      ...pattern._source,
      '@timestamp': new Date(MINUTE + at).toISOString(),
      host: { id: host, name: host },
      user: { name: user },
      'kibana.alert.uuid': id,
      'kibana.alert.rule.rule_id': rule,
      'kibana.alert.risk_score': rule === 'rec-a-event' ? 73 : 47,
      ...(rule === 'rec-a-bb' ? { 'kibana.alert.building_block_type': 'default' } : {}),
    },
  }));
  const inOrder = [...shown, ...made].sort((a, b) =>
    String(a._source['@timestamp']) < String(b._source['@timestamp']) ? -1 : 1,
  );
  for (const { _id, _source } of inOrder) putAlert(stage.double.state.elasticsearch, 'rec', _id, stage.own(_source));
}

export const ALERT_SETUPS: Readonly<Record<string, Setup>> = {
  'alerts/run': { 0: prepareRun, 2: runRules },
  'alerts/search': { 0: alertsOfTheRun },
  'alerts/triage': { 0: alertsOfTheRun },
  'alerts/cleanup': {
    0: (stage) => {
      alertsOfTheRun(stage);
      stage.rule(stage.answer(0));
    },
  },
  'cases/cases': { 0: alertsOfTheRun },
};

/** The double of Kibana against recordings of a real one: ../shared/data/kibana-recordings. */
import { KibanaDouble, type DoubleAnswer, type DoubleRequest } from '../doubles/kibana';
import { Bindings } from './kibana/bindings';
import { compare, notComparedMembers, type Difference } from './kibana/compare';
import { isOrdered, notCovered, notRead, notReadMembers } from './kibana/coverage';
import { bodyText, readScenarios, type Exchange, type RecordedResponse, type Scenario } from './kibana/recording';
import { setupOf, Stage } from './kibana/stage';
import type { CaseOutcome, Suite } from './suite';

/** Headers of an answer that clients rely on. */
const HEADERS = ['content-type', 'content-disposition', 'content-encoding', 'elastic-api-version', 'warning'];

export const kibanaSuite: Suite = {
  name: 'kibana',
  folder: '<area>/<scenario>.json: requests and answers of a real Kibana',
  limits: [
    ...notComparedMembers,
    ...notReadMembers,
    'which objects stand on a page of a longer list when the request asks for no order; their number and the total are',
    'the exact value of generated ids, times and versions; that each always stands for the same one is',
  ],
  async *run(folder) {
    for (const scenario of readScenarios(folder)) yield* replay(scenario, folder);
  },
};

/** Replays the exchanges of one scenario in order, each on what the ones before left behind. */
export async function* replay(scenario: Scenario, folder: string): AsyncGenerator<CaseOutcome> {
  // Time goes on by itself, so that what is written later is later.
  const clock = { now: Date.parse('2026-11-23T05:00:00.000Z') };
  const double = new KibanaDouble({ version: '8.12.2', spaces: ['rec'], now: () => (clock.now += 1) });
  const bindings = new Bindings();
  const stage = new Stage(double, bindings, scenario, folder, clock);
  const before = setupOf(scenario.name);
  for (const [at, exchange] of scenario.exchanges.entries()) {
    await before[at]?.(stage);
    const id = `${scenario.name} #${at}${exchange.note ? ` (${exchange.note})` : ''}`;
    const reason = notCovered(scenario.name, at, exchange);
    if (reason !== undefined) yield { id, notCovered: reason };
    else yield { id, failure: await judge(double, scenario.name, exchange, bindings) };
  }
}

async function judge(
  double: KibanaDouble,
  scenario: string,
  exchange: Exchange,
  bindings: Bindings,
): Promise<CaseOutcome['failure']> {
  const request = requestOf(exchange, bindings);
  const answer = await double.handle(request);
  const recorded = exchange.response as RecordedResponse;
  const differences = [
    ...compareStatus(recorded, answer),
    ...compareHeaders(recorded, answer),
    ...compare(recordedBody(recorded), bodyOf(answer), {
      bindings,
      ordered: isOrdered(scenario, request),
      ignore: notRead(scenario, request),
    }),
  ];
  if (differences.length === 0) return undefined;
  const asked = `${request.method} ${request.path} ${request.body ?? ''}`.slice(0, 300);
  const said = (side: 'expected' | 'actual'): string =>
    differences
      .slice(0, 3)
      .map((one) => `${one.path}: ${one[side]}`)
      .join('\n           ');
  return { expected: `${said('expected')}\n  for      ${asked}`, actual: said('actual') };
}

/** The recorded request with the double's ids, versions and times in it. */
function requestOf({ request }: Exchange, bindings: Bindings): DoubleRequest {
  const { method, path, headers, body } = request as NonNullable<Exchange['request']>;
  const { body: text, contentType } = bodyText(body, headers['content-type']);
  const decoded = decodeURIComponent(path);
  for (const part of [decoded, text ?? '']) bindings.own(part);
  return {
    method,
    path: bindings.translate(path),
    headers: { ...headers, ...(contentType === undefined ? {} : { 'content-type': contentType }) },
    ...(text === undefined ? {} : { body: bindings.translate(text) }),
  };
}

function compareStatus({ status, body }: RecordedResponse, answer: DoubleAnswer): Difference[] {
  if (status === answer.status) return [];
  return [
    {
      path: 'status',
      expected: `${status} ${JSON.stringify(body)?.slice(0, 200)}`,
      actual: `${answer.status} ${answer.body.slice(0, 200)}`,
    },
  ];
}

function compareHeaders({ headers = {} }: RecordedResponse, answer: DoubleAnswer): Difference[] {
  return HEADERS.filter((name) => headers[name] !== answer.headers[name]).map((name) => ({
    path: `header ${name}`,
    expected: String(headers[name]),
    actual: String(answer.headers[name]),
  }));
}

/** Lines of JSON are compared as a list, a single one as itself. */
function recordedBody({ body, headers = {} }: RecordedResponse): unknown {
  const { $text: text } = (body ?? {}) as { $text?: string };
  if (text !== undefined) return linesOf(text);
  return headers['content-type'] === 'application/ndjson' ? [body] : body;
}

function bodyOf({ body, headers }: DoubleAnswer): unknown {
  if (body === '') return null;
  return headers['content-type'] === 'application/ndjson' ? linesOf(body) : (JSON.parse(body) as unknown);
}

/** Lines that are plain values come in no order. */
function linesOf(text: string): unknown[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return (lines.every((line) => !line.startsWith('{')) ? lines.sort() : lines).map((line) =>
    line.startsWith('{') ? (JSON.parse(line) as unknown) : line,
  );
}

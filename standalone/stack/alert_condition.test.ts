/** Columns are a short cut: with them and without them a filter finds the same alerts. */
import fc from 'fast-check';
import { compile as compileKql } from '../../common/kql';
import type { EmbeddedStack } from './embedded_stack';
import { alertMapping } from './alert_mapping';
import { openStack, sessionAt, sessionRule } from './stack_for_tests';

const HOSTS = ['web-1', 'web-2', 'db*1', 'Web-1'];
const PROCESSES = ['a.exe', 'b[1].exe', 'c?.exe'];
const PORTS = [80, 443, 8443];

describe('alert filters', () => {
  let stack: EmbeddedStack;
  beforeAll(async () => {
    stack = openStack();
    const now = Date.now();
    stack.events.insert([
      ...HOSTS.flatMap((name, at) =>
        PROCESSES.map((process, other) =>
          sessionAt(now - at * 1_000 - other, {
            host: { name },
            process: { name: process },
            user: { name: at % 2 === 0 ? 'mia' : 'noah' },
            destination: { ip: `203.0.113.${at}`, port: PORTS[other] },
          }),
        ),
      ),
      sessionAt(now, { host: { name: ['web-1', 'db*1'] }, process: { name: ['a.exe', 'z.exe'] } }),
      sessionAt(now, { host: {}, process: undefined, destination: { port: 53 } }),
    ]);
    await stack.stackOf('mia').rules.upsert([sessionRule({ query: 'network where true' })]);
    await stack.runDueRules();
  });
  afterAll(() => stack.stop());

  const clause = fc.oneof(
    fc.constantFrom(
      ...['host.name: web-1', 'host.name: web-*', 'host.name: "db*1"', 'host.name: *', 'not host.name: *'],
      ...['process.name: b[1].exe', 'process.name: c?.exe', 'process.name: z*', 'user.name: (mia or noah)'],
      ...[
        'destination.port: 443',
        'destination.port >= 443',
        'destination.port < 443',
        'destination.ip: "203.0.113.0/31"',
      ],
      ...['destination.ip: 203.0.113.2', 'kibana.alert.severity: low', 'kibana.alert.risk_score > 20'],
      ...['kibana.alert.rule.name: "Rule 1"', 'event.category: network', 'process.executable: *'],
    ),
  );
  const query = fc
    .array(fc.tuple(clause, fc.constantFrom('and', 'or'), fc.boolean()), { minLength: 1, maxLength: 4 })
    .map((parts) =>
      parts
        .map(([text, word, negated], at) => `${at === 0 ? '' : `${word} `}${negated ? 'not ' : ''}(${text})`)
        .join(' '),
    );

  it('find what the KQL means, document by document', async () => {
    const { alerts } = stack.stackOf('mia');
    const base = { ruleIds: ['rule-1'], size: 100, sort: { field: '@timestamp', order: 'desc' } } as const;
    const everything = (await alerts.search(base)).alerts;
    const { view, index } = alertMapping(stack.events.mapping());
    await fc.assert(
      fc.asyncProperty(query, async (kql) => {
        const test = compileKql(kql, { view, mapping: index, now: Date.now() });
        const found = (await alerts.search({ ...base, kql })).alerts.map(({ _id }) => _id);
        expect(found).toEqual(everything.filter(({ _source }) => test({ _source })).map(({ _id }) => _id));
      }),
      { numRuns: 150 },
    );
  });

  it('find any value of a field that has several', async () => {
    const { alerts } = stack.stackOf('mia');
    const count = (terms: Record<string, string[]>): Promise<number> => alerts.count({ ruleIds: ['rule-1'], terms });
    expect(await count({ 'host.name': ['db*1'] })).toBe(PROCESSES.length + 1);
    expect(await count({ 'process.name': ['z.exe'] })).toBe(1);
    expect(await count({ 'destination.port': ['53'] })).toBe(1);
  });

  it.each(['constructor', 'toString', '__proto__', 'valueOf'])('find nothing in a field named %s', async (field) => {
    const { alerts } = stack.stackOf('mia');
    const terms = Object.fromEntries([[field, ['x']]]);
    expect(await alerts.count({ ruleIds: ['rule-1'], terms })).toBe(0);
    for (const kql of [`${field}: x`, `${field}: x*`, `${field}: *`, `${field} > 3`]) {
      expect(await alerts.count({ ruleIds: ['rule-1'], kql })).toBe(0);
    }
  });
});

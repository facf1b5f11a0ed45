import * as fc from 'fast-check';
import { compile, type EventMatcher } from '..';
import { EventRuleSet } from '.';

const QUERIES = [
  'process where process.name : ("cmd.exe", "powershell.exe") and event.type == "start"',
  'process where process.name == "cmd.exe" or process.pid in (4, 8)',
  'process where not process.name : "cmd.exe"',
  'network where destination.port in (443, 4444) and cidrMatch(destination.ip, "203.0.113.0/24")',
  'network where process.name like~ ("CMD.exe", "curl")',
  'any where process.name : "c*"',
  'any where length(process.name) == 4',
  'file where true',
  'network where false',
  'process where process.args : "-enc" and not (process.pid == 4 and process.name : "cmd.exe")',
];

const matchers = QUERIES.map((query) => compile(query)).filter((it): it is EventMatcher => it.kind === 'event');
const rules = new EventRuleSet(matchers.map((matcher, key) => ({ key, matcher })));

const names = fc.constantFrom('cmd.exe', 'CMD.EXE', 'powershell.exe', 'curl', '', 'nc');
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const event = fc.record({
  event: fc.record({
    category: fc.oneof(fc.constantFrom('process', 'network', 'file'), fc.array(fc.constantFrom('process', 'network'))),
    type: fc.array(fc.constantFrom('start', 'end')),
  }),
  process: fc.record({
    name: optional(fc.oneof(names, fc.array(names))),
    pid: optional(fc.oneof(fc.constantFrom(4, 8, 9), fc.constantFrom('4', '8'))),
    args: optional(fc.array(fc.constantFrom('-enc', '-ENC', 'x'))),
  }),
  destination: fc.record({
    port: optional(fc.constantFrom(443, 4444, '443', 80)),
    ip: optional(fc.constantFrom('203.0.113.9', '10.0.0.1')),
  }),
});

describe('many event rules at once', () => {
  it('finds exactly the rules that match one by one, in their order', () => {
    fc.assert(
      fc.property(event, (doc) => {
        const alone = matchers.flatMap((matcher, key) => (matcher.matches(doc) ? [key] : []));
        expect(rules.match(doc)).toEqual(alone);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps nothing of one event for the next', () => {
    const doc = { event: { category: 'process', type: ['start'] }, process: { name: 'cmd.exe' } };
    expect(rules.match(doc)).toEqual(rules.match(doc));
    expect(rules.match({ event: { category: 'file' } })).toEqual([7]);
  });

  it('answers nothing without rules', () => {
    expect(new EventRuleSet([]).match({ event: { category: 'process' } })).toEqual([]);
  });
});

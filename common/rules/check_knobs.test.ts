import type { Knob, KnobValue } from '../packs/schema';
import { checkKnob } from './check_knobs';

const described = { label: 'Knob', meaning: 'What it does' };
const ports: Knob = { ...described, id: 'ports', type: 'port_list', min_items: 1, max_items: 3, default: [80] };
const processes: Knob = {
  ...described,
  id: 'names',
  type: 'process_list',
  min_items: 0,
  max_items: 4,
  wildcards: false,
  default: [],
};
const prefixes: Knob = {
  ...described,
  id: 'names',
  type: 'process_list',
  min_items: 0,
  max_items: 4,
  wildcards: true,
  default: [],
};
const networks: Knob = {
  ...described,
  id: 'networks',
  type: 'network_list',
  min_items: 0,
  max_items: 4,
  shortest_prefix: { ipv4: 8, ipv6: 7 },
  default: ['240.0.0.0/4'],
};
const texts: Knob = {
  ...described,
  id: 'texts',
  type: 'text_list',
  min_items: 1,
  max_items: 4,
  wildcards: false,
  default: ['a'],
};
const count: Knob = { ...described, id: 'runs', type: 'integer', min: 3, max: 100, default: 8 };
const span: Knob = {
  ...described,
  id: 'maxspan',
  type: 'duration',
  min: '1m',
  max: '1h',
  can_be_off: false,
  default: '5m',
};
const window: Knob = {
  ...described,
  id: 'window',
  type: 'duration',
  min: '5m',
  max: '7d',
  can_be_off: true,
  default: '1h',
};
const severity: Knob = { ...described, id: 'severity', type: 'severity', default: 'low' };
const choice: Knob = {
  ...described,
  id: 'key',
  type: 'choice',
  options: [
    { value: 'one', meaning: 'One' },
    { value: 'two', meaning: 'Two' },
  ],
  default: 'one',
};

const codes = (knob: Knob, value: KnobValue) => checkKnob(knob, value).map((problem) => problem.code);

describe('a knob value', () => {
  it.each<[string, Knob, KnobValue]>([
    ['ports in range', ports, [1, 65_535]],
    ['a program with blanks and signs', processes, ['Google Chrome Helper', 'a+b (1).exe']],
    ['a trailing star where it is allowed', prefixes, ['python*']],
    ['IPv4 and IPv6 networks', networks, ['10.0.0.0/8', 'fc00::/7', '::ffff:192.0.2.0/120', '2001:db8::/32']],
    ['a default that is wider than new values may be', networks, ['240.0.0.0/4']],
    ['the ends of a range', count, 3],
    ['a duration in another unit', span, '60s'],
    ['off where it exists', window, 'off'],
    ['an option', choice, 'two'],
  ])('is accepted: %s', (_what, knob, value) => {
    expect(checkKnob(knob, value)).toEqual([]);
  });

  it.each<[string, Knob, KnobValue, string]>([
    ['port 0', ports, [0], 'out_of_range'],
    ['port 65536', ports, [65_536], 'out_of_range'],
    ['half a port', ports, [80.5], 'out_of_range'],
    ['a port as text', ports, ['80'], 'wrong_type'],
    ['too many ports', ports, [1, 2, 3, 4], 'too_many'],
    ['an empty list that would take an arm away', ports, [], 'empties_arm'],
    ['a port twice', ports, [81, 81], 'duplicate_value'],
    ['a scalar for a list', ports, 80, 'wrong_type'],
    ['a quotation mark in a name', processes, ['a".exe'], 'forbidden_character'],
    ['a backslash in a name', processes, ['C:\\a.exe'], 'forbidden_character'],
    ['a line break in a name', processes, ['a\n.exe'], 'forbidden_character'],
    ['a placeholder in a name', processes, ['${ports}'], 'forbidden_character'],
    ['a star where it is not allowed', processes, ['python*'], 'bad_name'],
    ['a star in the middle', prefixes, ['py*on'], 'bad_name'],
    ['a lone star', prefixes, ['*'], 'bad_name'],
    ['the same name in another case', processes, ['a.exe', 'A.EXE'], 'duplicate_value'],
    ['an address without a prefix', networks, ['10.0.0.1'], 'bad_network'],
    ['an octet above 255', networks, ['10.0.0.256/32'], 'bad_network'],
    ['a prefix above 32', networks, ['10.0.0.0/33'], 'bad_network'],
    ['nine groups', networks, ['1:2:3:4:5:6:7:8:9/64'], 'bad_network'],
    ['a network that hides a quarter of the world', networks, ['0.0.0.0/2'], 'network_too_wide'],
    ['a comment mark in a text', texts, ['a//b'], 'forbidden_character'],
    ['a wildcard in a text', texts, ['a?b'], 'bad_name'],
    ['a blank at the end of a text', texts, ['a '], 'bad_name'],
    ['a number below the range', count, 2, 'out_of_range'],
    ['a fraction', count, 3.5, 'wrong_type'],
    ['a number as text', count, '8', 'wrong_type'],
    ['a duration above the range', span, '2h', 'out_of_range'],
    ['a duration without a unit', span, '5', 'bad_duration'],
    ['off where it does not exist', span, 'off', 'bad_duration'],
    ['no option', choice, 'three', 'not_an_option'],
    ['no severity', severity, 'urgent', 'not_an_option'],
  ])('is refused: %s', (_what, knob, value, code) => {
    expect(codes(knob, value)).toContain(code);
  });

  it('that is two severities away is a warning and no error', () => {
    expect(checkKnob(severity, 'high')).toMatchObject([{ code: 'needs_reason', level: 'warning' }]);
    expect(checkKnob(severity, 'medium')).toEqual([]);
  });
});

import fc from 'fast-check';
import type { Knob, KnobValue } from '../packs/schema';
import { checkKnob } from './check_knobs';
import { quote } from './formats';
import { parseTemplate, renderTemplate, TemplateError, templateProblems } from './template';

const described = { label: 'Knob', meaning: 'What it does' };
const list = (id: string, values: string[]): Knob => ({
  ...described,
  id,
  type: 'text_list',
  min_items: 0,
  max_items: 50,
  wildcards: false,
  default: values,
});
const count: Knob = { ...described, id: 'runs', type: 'integer', min: 1, max: 9, default: 3 };

function rendered(text: string, knobs: readonly Knob[], values: Record<string, KnobValue> = {}): string {
  return renderTemplate(
    parseTemplate(text),
    new Map(knobs.map((knob) => [knob.id, knob])),
    new Map(knobs.map((knob) => [knob.id, values[knob.id] ?? knob.default])),
  );
}

describe('a query template', () => {
  it('puts values where the placeholders are', () => {
    expect(rendered('a in (${names}) with runs=${runs}', [list('names', ['x', 'y']), count])).toBe(
      'a in ("x", "y") with runs=3',
    );
  });

  it('keeps braces and dollar signs that are no placeholders', () => {
    expect(rendered('x regex """{${runs},63}$"""', [count])).toBe('x regex """{3,63}$"""');
  });

  it('drops the lines of an empty list and takes the other branch', () => {
    const text = 'any where\n#if names\n  a in (${names}) and\n#else\n  c and\n#end\n  b';
    expect(rendered(text, [list('names', ['x'])])).toBe('any where\n  a in ("x") and\n  b');
    expect(rendered(text, [list('names', [])])).toBe('any where\n  c and\n  b');
  });

  it('nests blocks', () => {
    const text = '#if runs\n#if names\nboth\n#else\none\n#end\n#end\nend';
    expect(rendered(text, [list('names', []), count])).toBe('one\nend');
  });

  it.each([
    ['#if names\na', 1, 'never closed'],
    ['a\n#end', 2, 'without #if'],
    ['a\n#else', 2, 'without #if'],
    ['${Names}', 1, 'not a placeholder'],
  ])('is refused with its line: %j', (text, line, message) => {
    expect(() => parseTemplate(text)).toThrow(TemplateError);
    expect(() => parseTemplate(text)).toThrow(
      expect.objectContaining({ line, message: expect.stringContaining(message) }),
    );
  });

  it('is told about knobs it does not know, formats that do not fit and knobs it never uses', () => {
    const problems = templateProblems(parseTemplate('${runs:contains}\n${other}'), [count, list('names', [])]);
    expect(problems.map((problem) => [problem.line, problem.message])).toEqual([
      [1, 'the format contains does not exist for knobs of type integer'],
      [2, 'the knob other is not declared'],
      [1, 'the query never uses the knob names'],
    ]);
  });

  it('never lets an accepted value leave its quotation marks', () => {
    const knob = list('names', []);
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), { maxLength: 5 }),
        (values) => {
          fc.pre(checkKnob(knob, values).every((problem) => problem.level !== 'error'));
          const text = rendered('(${names})', [knob], { names: values });
          expect(JSON.parse(`[${text.slice(1, -1)}]`)).toEqual(values);
        },
      ),
    );
  });

  it('escapes what an EQL string cannot hold as it is', () => {
    expect(quote('a"b\\c\nd')).toBe('"a\\"b\\\\c\\nd"');
  });
});

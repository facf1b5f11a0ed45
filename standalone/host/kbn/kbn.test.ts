import { schema } from '@kbn/config-schema';
import { i18n } from '@kbn/i18n';

const say = (defaultMessage: string, values?: Record<string, string | number>) =>
  i18n.translate('any.id', { defaultMessage, values });

describe('texts', () => {
  it('puts values into their places', () => {
    expect(say('{who} closed {count} alerts', { who: 'ana', count: 3 })).toBe('ana closed 3 alerts');
  });

  it('chooses plural forms and groups digits', () => {
    const text = '{n, plural, =0 {No alerts} one {# alert} other {# alerts}} left';
    expect(say(text, { n: 0 })).toBe('No alerts left');
    expect(say(text, { n: 1 })).toBe('1 alert left');
    expect(say(text, { n: 12345 })).toBe('12,345 alerts left');
  });

  it('nests choices', () => {
    const text = '{kind, select, rule {{n, plural, one {one rule} other {# rules}}} other {things}}';
    expect(say(text, { kind: 'rule', n: 1 })).toBe('one rule');
    expect(say(text, { kind: 'rule', n: 4 })).toBe('4 rules');
    expect(say(text, { kind: 'x', n: 4 })).toBe('things');
  });

  it('never interprets what a value contains', () => {
    expect(say('Port {port}', { port: '{n, plural, other {#}} <b>' })).toBe('Port {n, plural, other {#}} <b>');
  });

  it("keeps apostrophes and quoted braces: 'as they are'", () => {
    expect(say("the rule's query")).toBe("the rule's query");
    expect(say("write '{port}' literally")).toBe('write {port} literally');
  });

  it('refuses malformed texts and missing values', () => {
    expect(() => say('{n, plural, one {#}}', { n: 1 })).toThrow('other');
    expect(() => say('broken {')).toThrow('missing');
    expect(() => say('{gone}')).toThrow('gone');
  });
});

describe('configuration', () => {
  const type = schema.object({
    enabled: schema.boolean({ defaultValue: true }),
    url: schema.maybe(schema.uri({ scheme: ['http', 'https'] })),
    limits: schema.object({ events: schema.number({ defaultValue: 10, min: 1, max: 100 }) }),
    paths: schema.arrayOf(schema.string({ minLength: 1 }), { defaultValue: [] }),
  });

  it('fills in defaults at every depth', () => {
    expect(type.validate({})).toEqual({ enabled: true, url: undefined, limits: { events: 10 }, paths: [] });
  });

  it.each([
    [{ limits: { events: 0 } }, '[limits.events]: Value must be equal to or greater than [1].'],
    [{ enabled: 'yes' }, '[enabled]: expected value of type [boolean] but got [string]'],
    [{ paths: ['a', ''] }, '[paths.1]: value has length [0]'],
    [{ other: 1 }, '[other]: definition for this key is missing'],
    [{ url: 'file:///etc' }, '[url]: value must be a valid URI'],
  ])('names the path of what is wrong in %j', (value, message) => {
    expect(() => type.validate(value)).toThrow(message);
  });
});

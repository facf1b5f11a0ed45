/**
 * The subset of ICU message format that the workbench's texts use: `{name}`, `{n, number}`, `{n, plural, one {# rule} other {# rules}}`
 * (with `=0` forms), `{kind, select, a {...} other {...}}`, nesting, and `'{'` quoting. Kibana uses the full implementation.
 */

type Part =
  | string
  | { kind: 'value'; name: string; number: boolean }
  | { kind: 'choice'; plural: boolean; name: string; forms: Map<string, Part[]> }
  | { kind: 'count' };

export type MessageValue = string | number | boolean | Date | null | undefined;
type Values = Readonly<Record<string, MessageValue>>;

/** Thrown for a message that is not in the subset: a mistake of the programmer, found by the tests of the page. */
export class MessageSyntaxError extends Error {
  constructor(
    message: string,
    readonly text: string,
    readonly offset: number,
  ) {
    super(`${message} at ${offset} in "${text}"`);
    this.name = 'MessageSyntaxError';
  }
}

class MessageParser {
  private at = 0;

  constructor(private readonly text: string) {}

  parse(): Part[] {
    const parts = this.parts(false);
    if (this.at < this.text.length) throw this.fail('Unexpected "}"');
    return parts;
  }

  private parts(inPlural: boolean): Part[] {
    const out: Part[] = [];
    let literal = '';
    const flush = () => {
      if (literal) out.push(literal);
      literal = '';
    };
    while (this.at < this.text.length) {
      const char = this.text.charAt(this.at);
      if (char === '}') break;
      if (char === '{') {
        flush();
        out.push(this.argument());
      } else if (char === '#' && inPlural) {
        flush();
        this.at += 1;
        out.push({ kind: 'count' });
      } else if (char === "'") {
        literal += this.quoted();
      } else {
        literal += char;
        this.at += 1;
      }
    }
    flush();
    return out;
  }

  /** `''` is an apostrophe, `'{...'` quotes syntax, any other apostrophe stands for itself. */
  private quoted(): string {
    const next = this.text.charAt(this.at + 1);
    if (next === "'") {
      this.at += 2;
      return "'";
    }
    if (next !== '{' && next !== '}') {
      this.at += 1;
      return "'";
    }
    const end = this.text.indexOf("'", this.at + 1);
    const stop = end === -1 ? this.text.length : end;
    const inside = this.text.slice(this.at + 1, stop);
    this.at = stop + 1;
    return inside;
  }

  private argument(): Part {
    this.expect('{');
    const name = this.word();
    if (this.accept('}')) return { kind: 'value', name, number: false };
    this.expect(',');
    const type = this.word();
    if (type === 'number') {
      this.expect('}');
      return { kind: 'value', name, number: true };
    }
    if (type !== 'plural' && type !== 'select') throw this.fail(`Unknown format "${type}"`);
    this.expect(',');
    const forms = new Map<string, Part[]>();
    while (!this.accept('}')) {
      const key = this.word();
      this.expect('{');
      forms.set(key, this.parts(type === 'plural'));
      this.expect('}');
    }
    if (!forms.has('other')) throw this.fail('Form "other" is missing');
    return { kind: 'choice', plural: type === 'plural', name, forms };
  }

  private word(): string {
    this.space();
    const start = this.at;
    while (this.at < this.text.length && !' \t\r\n{},'.includes(this.text.charAt(this.at))) this.at += 1;
    if (start === this.at) throw this.fail('A name is missing');
    return this.text.slice(start, this.at);
  }

  private accept(char: string): boolean {
    this.space();
    if (this.text.charAt(this.at) !== char) return false;
    this.at += 1;
    return true;
  }

  private expect(char: string): void {
    if (!this.accept(char)) throw this.fail(`"${char}" expected`);
  }

  private space(): void {
    while (this.at < this.text.length && ' \t\r\n'.includes(this.text.charAt(this.at))) this.at += 1;
  }

  private fail(message: string): MessageSyntaxError {
    return new MessageSyntaxError(message, this.text, this.at);
  }
}

const parsed = new Map<string, Part[]>();
const plurals = new Intl.PluralRules('en');
const numbers = new Intl.NumberFormat('en');

/**
 * Formats an English message.
 *
 * @throws MessageSyntaxError when the text is malformed; Error when a value it names is not given
 */
export function formatMessage(text: string, values: Values = {}): string {
  let parts = parsed.get(text);
  if (!parts) {
    parts = new MessageParser(text).parse();
    parsed.set(text, parts);
  }
  return render(parts, values, undefined);
}

function render(parts: readonly Part[], values: Values, count: number | undefined): string {
  return parts.map((part) => renderPart(part, values, count)).join('');
}

function renderPart(part: Part, values: Values, count: number | undefined): string {
  if (typeof part === 'string') return part;
  if (part.kind === 'count') return numbers.format(count ?? 0);
  const value = lookUp(values, part.name);
  if (part.kind === 'value') return part.number ? numbers.format(Number(value)) : String(value ?? '');
  if (!part.plural) return render(part.forms.get(String(value)) ?? part.forms.get('other') ?? [], values, count);
  const number = Number(value);
  const form = part.forms.get(`=${number}`) ?? part.forms.get(plurals.select(number)) ?? part.forms.get('other') ?? [];
  return render(form, values, number);
}

function lookUp(values: Values, name: string): MessageValue {
  if (!Object.prototype.hasOwnProperty.call(values, name))
    throw new Error(`The value "${name}" of a message is missing`);
  return values[name];
}

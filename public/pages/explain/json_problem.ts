/**
 * Where a text stops being JSON. Browsers word this differently, some without a position, so the page reads the text
 * itself. Pure.
 */
import { i18n } from '@kbn/i18n';

export interface JsonProblem {
  message: string;
  /** Offset in the text. */
  at: number;
  /** 1-based. */
  line: number;
  column: number;
}

class NotJson extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

/** Deeper than any event; protects the reader's own stack. */
const MAX_DEPTH = 200;
const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  document(): void {
    this.value(0);
    this.skip(SPACE);
    if (this.at < this.text.length) this.fail(words.afterEnd(this.found()));
  }

  private skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (!match) return false;
    this.at += match[0].length;
    return true;
  }

  private fail(message: string): never {
    throw new NotJson(message, this.at);
  }

  private found(): string {
    const char = this.text.charAt(this.at);
    return char === '' ? words.end : `"${char}"`;
  }

  private take(char: string): boolean {
    if (this.text.charAt(this.at) !== char) return false;
    this.at += 1;
    return true;
  }

  private value(depth: number): void {
    if (depth > MAX_DEPTH) this.fail(words.tooDeep);
    this.skip(SPACE);
    const char = this.text.charAt(this.at);
    if (char === '{') this.object(depth);
    else if (char === '[') this.array(depth);
    else if (char === '"') this.string();
    else if (!this.skip(NUMBER) && !this.skip(WORD)) this.fail(words.noValue(this.found()));
  }

  private object(depth: number): void {
    this.at += 1;
    this.skip(SPACE);
    if (this.take('}')) return;
    do {
      this.skip(SPACE);
      if (this.text.charAt(this.at) !== '"') this.fail(words.noName(this.found()));
      this.string();
      this.skip(SPACE);
      if (!this.take(':')) this.fail(words.noColon(this.found()));
      this.value(depth + 1);
      this.skip(SPACE);
    } while (this.take(','));
    if (!this.take('}')) this.fail(words.noComma('}', this.found()));
  }

  private array(depth: number): void {
    this.at += 1;
    this.skip(SPACE);
    if (this.take(']')) return;
    do {
      this.value(depth + 1);
      this.skip(SPACE);
    } while (this.take(','));
    if (!this.take(']')) this.fail(words.noComma(']', this.found()));
  }

  private string(): void {
    const start = this.at;
    this.at += 1;
    for (;;) {
      const char = this.text.charAt(this.at);
      if (char === '"') break;
      if (char === '') {
        this.at = start;
        this.fail(words.openString);
      }
      if (char < ' ') this.fail(words.control);
      if (char === '\\') this.escape();
      else this.at += 1;
    }
    this.at += 1;
  }

  private escape(): void {
    const char = this.text.charAt(this.at + 1);
    const unicode = char === 'u' && /^[0-9a-fA-F]{4}$/.test(this.text.slice(this.at + 2, this.at + 6));
    if (!unicode && (char === '' || !'"\\/bfnrt'.includes(char))) this.fail(words.badEscape(char));
    this.at += unicode ? 6 : 2;
  }
}

const words = {
  end: i18n.translate('detectionWorkbench.json.end', { defaultMessage: 'the end of the text' }),
  tooDeep: i18n.translate('detectionWorkbench.json.tooDeep', { defaultMessage: 'Nested too deeply for an event.' }),
  openString: i18n.translate('detectionWorkbench.json.openString', {
    defaultMessage: 'The text that starts here has no closing quote.',
  }),
  control: i18n.translate('detectionWorkbench.json.control', {
    defaultMessage: 'A line break or tab inside quotes has to be written as \\n or \\t.',
  }),
  badEscape: (char: string) =>
    i18n.translate('detectionWorkbench.json.badEscape', {
      defaultMessage: 'A backslash before "{char}" means nothing in JSON. Double every backslash of a path.',
      values: { char },
    }),
  noValue: (found: string) =>
    i18n.translate('detectionWorkbench.json.noValue', {
      defaultMessage: 'Expected a value, found {found}.',
      values: { found },
    }),
  noName: (found: string) =>
    i18n.translate('detectionWorkbench.json.noName', {
      defaultMessage: 'Expected a field name in double quotes, found {found}.',
      values: { found },
    }),
  noColon: (found: string) =>
    i18n.translate('detectionWorkbench.json.noColon', {
      defaultMessage: 'Expected a colon after the field name, found {found}.',
      values: { found },
    }),
  noComma: (close: string, found: string) =>
    i18n.translate('detectionWorkbench.json.noComma', {
      defaultMessage: 'Expected a comma or "{close}", found {found}.',
      values: { close, found },
    }),
  afterEnd: (found: string) =>
    i18n.translate('detectionWorkbench.json.afterEnd', {
      defaultMessage: 'The document ends before this, but {found} follows. One event at a time.',
      values: { found },
    }),
};

/** The first thing that is wrong with a text as JSON; undefined when nothing is. */
export function jsonProblem(text: string): JsonProblem | undefined {
  try {
    new Reader(text).document();
    return undefined;
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    const before = text.slice(0, error.at).split('\n');
    return {
      message: error.message,
      at: error.at,
      line: before.length,
      column: (before.at(-1) ?? '').length + 1,
    };
  }
}

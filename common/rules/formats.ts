/**
 * How a knob's value becomes query text. `quote` is the only place where text from a person enters a query, and
 * the knob checks have already refused quotation marks, backslashes and line breaks.
 */
import type { Knob, KnobValue } from '../packs/schema';

const ESCAPES: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** An EQL string literal. */
export function quote(value: string): string {
  return `"${value.replace(/["\\\n\r\t]/g, (character) => ESCAPES[character] ?? character)}"`;
}

const quoteAll = (values: readonly string[]) => values.map(quote).join(', ');

function dwordTexts(port: number): string[] {
  const hex = `0x${port.toString(16).padStart(8, '0')}`;
  return [String(port), hex, `DWORD (${hex})`];
}

function nameMatch(names: readonly string[]): string {
  const exact = names.filter((name) => !name.endsWith('*'));
  const wild = names.filter((name) => name.endsWith('*'));
  return [
    ...(exact.length > 0 ? [`process.name in (${quoteAll(exact)})`] : []),
    ...(wild.length > 0 ? [`process.name like (${quoteAll(wild)})`] : []),
  ].join(' or ');
}

const texts = (value: KnobValue) => (Array.isArray(value) ? value.map(String) : [String(value)]);

interface Format {
  /** Knob types the format accepts. */
  types: ReadonlyArray<Knob['type']>;
  render: (value: KnobValue) => string;
}

/** Formats a placeholder may name: `${knob:format}`. */
export const FORMATS: Readonly<Record<string, Format>> = {
  /** A whole number, less one: "at least n" written as "more than n - 1". */
  below: { types: ['integer'], render: (value) => String(Number(value) - 1) },
  /** Each value anywhere in the text. */
  contains: { types: ['text_list'], render: (value) => quoteAll(texts(value).map((text) => `*${text}*`)) },
  /** A value that starts with a switch character must be followed by a blank; other values count anywhere. */
  switch_word: {
    types: ['text_list'],
    render: (value) => quoteAll(texts(value).map((text) => (/^[-/]/.test(text) ? `*${text} *` : `*${text}*`))),
  },
  /** Each value as a switch in both styles, with a slash and with a hyphen. */
  both_styles: {
    types: ['text_list'],
    render: (value) => quoteAll(texts(value).flatMap((text) => [`*/${text}*`, `*-${text}*`])),
  },
  /** A condition on process.name, exact names and names with a trailing `*` each with their own operator. */
  name_match: { types: ['process_list'], render: (value) => nameMatch(texts(value)) },
  /** Each port in the three spellings a registry value comes in. */
  dword: {
    types: ['port_list'],
    render: (value) => quoteAll(texts(value).flatMap((text) => dwordTexts(Number(text)))),
  },
};

/** Query text of a knob's value without a named format. */
export function plainText(knob: Knob, value: KnobValue): string {
  switch (knob.type) {
    case 'port_list':
      return texts(value).join(', ');
    case 'process_list':
    case 'network_list':
    case 'text_list':
    case 'source_list':
      return quoteAll(texts(value));
    case 'choice_list':
      return quoteAll(
        texts(value).flatMap((text) => knob.options.find((option) => option.value === text)?.patterns ?? [text]),
      );
    case 'choice':
    case 'integer':
    case 'duration':
    case 'boolean':
    case 'severity':
      return String(value);
  }
}

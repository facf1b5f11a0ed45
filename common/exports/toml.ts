/** The part of TOML 1.0 that a rule file needs: tables, arrays of tables, strings, numbers and lists. */

export type TomlValue = string | number | boolean | readonly string[] | readonly number[];

/** Keys are written as they are: they come from code and are bare keys. */
export type TomlTable = Readonly<Record<string, TomlValue | undefined>>;

/** A basic string. JSON's escapes are TOML's, except that TOML wants the delete character escaped too. */
function basicString(text: string): string {
  return JSON.stringify(text).replace(/\u007f/g, '\\u007f');
}

/** Text of several lines as a literal block where it can be one, so that queries stay readable. */
function textValue(text: string): string {
  const literal = text.includes('\n') && !text.includes("'''") && !/[^\t\n\x20-\x7e\u0080-\uffff]/.test(text);
  return literal ? `'''\n${text}\n'''` : basicString(text);
}

function valueText(value: TomlValue): string {
  if (typeof value === 'string') return textValue(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const items = value.map((item) => (typeof item === 'string' ? basicString(item) : String(item)));
  const oneLine = `[${items.join(', ')}]`;
  return oneLine.length <= 100 ? oneLine : `[\n${items.map((item) => `    ${item},\n`).join('')}]`;
}

/** `[path]` or, as an element of an array, `[[path]]`, followed by its keys. Keys without a value are left out. */
export function tomlTable(path: string, table: TomlTable, element = false): string {
  const header = element ? `[[${path}]]` : `[${path}]`;
  const lines = Object.entries(table).flatMap(([key, value]) =>
    value === undefined ? [] : `${key} = ${valueText(value)}`,
  );
  return [header, ...lines, ''].join('\n');
}

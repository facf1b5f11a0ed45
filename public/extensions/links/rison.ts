/** Rison, the compact notation of Kibana's URL state. Only what our links are made of: text, numbers, booleans, lists, objects. */

export type RisonValue =
  string | number | boolean | null | readonly RisonValue[] | { readonly [key: string]: RisonValue };

/** Text that needs no quotes: it begins with none of the characters that start a number, and holds none that mean something. */
const BARE = /^[^-0-9 '!:(),*@$][^ '!:(),*@$]*$/;

function textOf(text: string): string {
  return BARE.test(text) ? text : `'${text.replace(/['!]/g, '!$&')}'`;
}

/** Keys of objects are sorted, so that equal states make equal links. */
export function rison(value: RisonValue): string {
  if (value === null) return '!n';
  if (typeof value === 'boolean') return value ? '!t' : '!f';
  if (typeof value === 'number') return String(value).replace('+', '');
  if (typeof value === 'string') return textOf(value);
  if (isList(value)) return `!(${value.map(rison).join(',')})`;
  const members = Object.keys(value)
    .sort()
    .map((key) => `${textOf(key)}:${rison(value[key] as RisonValue)}`);
  return `(${members.join(',')})`;
}

function isList(value: RisonValue): value is readonly RisonValue[] {
  return Array.isArray(value);
}

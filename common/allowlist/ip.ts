/**
 * IP addresses as Elasticsearch reads them in an `ip` field: IPv4 is stored as IPv4-mapped IPv6, any IPv6 spelling is the
 * same address, leading zeros in IPv4 octets are refused.
 */

/** Inclusive range of 128-bit addresses. */
export interface IpRange {
  first: bigint;
  last: bigint;
}

const mappedPrefix = 0xffffn << 32n;

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let value = 0n;
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || (part.length > 1 && part.startsWith('0')) || Number(part) > 255) return undefined;
    value = (value << 8n) | BigInt(Number(part));
  }
  return value;
}

function parseGroups(text: string): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  for (const group of text.split(':')) {
    if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return undefined;
    groups.push(parseInt(group, 16));
  }
  return groups;
}

function parseIpv6(text: string): bigint | undefined {
  let rest = text;
  // An IPv4 tail counts as two groups.
  const lastColon = rest.lastIndexOf(':');
  if (rest.includes('.')) {
    const tail = parseIpv4(rest.slice(lastColon + 1));
    if (tail === undefined) return undefined;
    rest = `${rest.slice(0, lastColon + 1)}${(tail >> 16n).toString(16)}:${(tail & 0xffffn).toString(16)}`;
  }
  const halves = rest.split('::');
  if (halves.length > 2) return undefined;
  const head = parseGroups(halves[0] as string);
  const tail = halves.length === 2 ? parseGroups(halves[1] as string) : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...new Array<number>(halves.length === 1 ? 0 : missing).fill(0), ...tail];
  return groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n);
}

/** The address as a 128-bit number, or `undefined` when the text is not an address. */
export function parseIp(text: string): bigint | undefined {
  if (text.includes(':')) return parseIpv6(text);
  const v4 = parseIpv4(text);
  return v4 === undefined ? undefined : mappedPrefix | v4;
}

/** `203.0.113.0/24` or `2001:db8::/32` as a range. Host bits may be set. */
export function parseCidr(text: string): IpRange | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return undefined;
  const addressText = text.slice(0, slash);
  const prefixText = text.slice(slash + 1);
  const address = parseIp(addressText);
  if (address === undefined || !/^\d{1,3}$/.test(prefixText)) return undefined;
  const width = addressText.includes(':') ? 128 : 32;
  const prefix = Number(prefixText);
  if (prefix > width) return undefined;
  const hostBits = BigInt(width - prefix);
  const first = (address >> hostBits) << hostBits;
  return { first, last: first | ((1n << hostBits) - 1n) };
}

/** An address or a network as a range. */
export function parseIpOrCidr(text: string): IpRange | undefined {
  if (text.includes('/')) return parseCidr(text);
  const address = parseIp(text);
  return address === undefined ? undefined : { first: address, last: address };
}

/** `198.51.100.20-198.51.100.30`, as value lists of type `ip_range` may hold it. */
export function parseDashRange(text: string): IpRange | undefined {
  const dash = text.indexOf('-');
  if (dash < 0) return undefined;
  const first = parseIp(text.slice(0, dash).trim());
  const last = parseIp(text.slice(dash + 1).trim());
  return first === undefined || last === undefined ? undefined : { first, last };
}

export function inRange(address: bigint, range: IpRange): boolean {
  return address >= range.first && address <= range.last;
}

/** Is every address of `inner` also in `outer`? */
export function rangeCovers(outer: IpRange, inner: IpRange): boolean {
  return outer.first <= inner.first && outer.last >= inner.last;
}

const documentationRanges = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32', '3fff::/20'].map(
  (text) => parseCidr(text) as IpRange,
);

/** Only addresses that RFC 5737, 3849 and 9637 keep for documentation: no real host has one. */
export function isDocumentationAddress(text: string): boolean {
  const range = parseIpOrCidr(text);
  return range !== undefined && documentationRanges.some((documentation) => rangeCovers(documentation, range));
}

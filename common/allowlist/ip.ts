/**
 * Addresses, networks and ranges of an `ip` field as intervals of 128-bit numbers: IPv4 is stored as IPv4-mapped IPv6, so
 * one order holds for both.
 */

import { parseAddress, parseNetwork, type Address } from '../eql/values/addresses';

/** Inclusive range of 128-bit addresses. */
export interface IpRange {
  first: bigint;
  last: bigint;
}

function asNumber(address: Address): bigint {
  return address.words.reduce((value, word) => (value << 32n) | BigInt(word), 0n);
}

/** The address as a 128-bit number, or `undefined` when the text is not an address. */
export function parseIp(text: string): bigint | undefined {
  const address = parseAddress(text);
  return address === null ? undefined : asNumber(address);
}

/** `203.0.113.0/24` or `2001:db8::/32` as a range. Host bits may be set. */
export function parseCidr(text: string): IpRange | undefined {
  const network = text.includes('/') ? parseNetwork(text) : null;
  if (network === null) return undefined;
  const hostBits = BigInt(128 - network.prefix);
  const first = (asNumber(network.address) >> hostBits) << hostBits;
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

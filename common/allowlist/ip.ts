/**
 * Addresses, networks and ranges of an `ip` field as intervals of 128-bit numbers: IPv4 is stored as IPv4-mapped IPv6, so
 * one order holds for both.
 */

import { Address, parseAddress, parseNetwork } from '../eql/values/addresses';

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

/** More networks than this are no help to anyone. */
const MAX_NETWORKS = 64;
const v4Base = 0xffffn << 32n;

function networkText(first: bigint, bits: number): string {
  const isV4 = first >> 32n === 0xffffn;
  const words = [96n, 64n, 32n, 0n].map((shift) => Number((first >> shift) & 0xffffffffn));
  const address = new Address([
    words[0] as number,
    words[1] as number,
    words[2] as number,
    words[3] as number,
  ]).toString();
  const prefix = (isV4 ? 32 : 128) - bits;
  return bits === 0 ? address : `${address}/${prefix}`;
}

/** The networks that together are exactly the range; `undefined` when there would be too many. */
export function rangeAsNetworks(range: IpRange): string[] | undefined {
  const networks: string[] = [];
  const width = range.first >= v4Base && range.last < v4Base + (1n << 32n) ? 32 : 128;
  let at = range.first;
  while (at <= range.last) {
    let bits = 0;
    while (bits < width && ((at >> BigInt(bits)) & 1n) === 0n && at + (1n << BigInt(bits + 1)) - 1n <= range.last)
      bits += 1;
    networks.push(networkText(at, bits));
    if (networks.length > MAX_NETWORKS) return undefined;
    at += 1n << BigInt(bits);
  }
  return networks.length === 0 ? undefined : networks;
}

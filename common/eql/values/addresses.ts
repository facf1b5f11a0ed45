/** IPv4 and IPv6 addresses and networks. An IPv4 address is its v4-mapped IPv6 address, as in Lucene. */

/** Four 32-bit words, most significant first. */
export class Address {
  constructor(readonly words: readonly [number, number, number, number]) {}

  get isV4(): boolean {
    return this.words[0] === 0 && this.words[1] === 0 && this.words[2] === 0xffff;
  }

  toString(): string {
    return this.isV4 ? v4Text(this.words[3]) : v6Text(this.words);
  }
}

export function compareAddresses(a: Address, b: Address): number {
  for (let i = 0; i < 4; i++) if (a.words[i] !== b.words[i]) return a.words[i]! - b.words[i]!;
  return 0;
}

/** The 32 bits of a dotted IPv4 address, or -1. No leading zeros, exactly four parts. */
export function parseV4(text: string): number {
  let value = 0;
  let octet = 0;
  let digits = 0;
  let octets = 0;
  if (text.length > 15) return -1;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) {
      if (digits > 0 && octet === 0) return -1;
      octet = octet * 10 + code - 48;
      digits += 1;
      if (octet > 255) return -1;
    } else if (code === 46 && digits > 0 && octets < 3) {
      value = value * 256 + octet;
      octets += 1;
      octet = 0;
      digits = 0;
    } else return -1;
  }
  return octets === 3 && digits > 0 ? value * 256 + octet : -1;
}

export function parseAddress(text: string): Address | null {
  const v4 = parseV4(text);
  if (v4 >= 0) return new Address([0, 0, 0xffff, v4]);
  return text.includes(':') ? parseV6(text) : null;
}

function parseV6(text: string): Address | null {
  if (text.length > 45) return null;
  let source = text;
  const lastColon = source.lastIndexOf(':');
  if (source.includes('.')) {
    const v4 = parseV4(source.slice(lastColon + 1));
    if (v4 < 0) return null;
    source = `${source.slice(0, lastColon + 1)}${Math.floor(v4 / 65536).toString(16)}:${(v4 % 65536).toString(16)}`;
  }
  const halves = source.split('::');
  if (halves.length > 2) return null;
  const head = groupsOf(halves[0]!);
  const tail = halves.length === 2 ? groupsOf(halves[1]!) : [];
  if (!head || !tail) return null;
  const gap = 8 - head.length - tail.length;
  if (halves.length === 2 ? gap < 1 : gap !== 0) return null;
  const groups = [...head, ...new Array<number>(gap).fill(0), ...tail];
  const word = (i: number) => groups[2 * i]! * 65536 + groups[2 * i + 1]!;
  return new Address([word(0), word(1), word(2), word(3)]);
}

function groupsOf(text: string): number[] | null {
  if (text === '') return [];
  const groups = text.split(':');
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return null;
  return groups.map((group) => parseInt(group, 16));
}

function v4Text(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

function v6Text(words: readonly number[]): string {
  const groups = words.flatMap((word) => [Math.floor(word / 65536), word % 65536]);
  const { start, length } = longestZeroRun(groups);
  const hex = (part: number[]) => part.map((group) => group.toString(16)).join(':');
  if (length < 2) return hex(groups);
  return `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`;
}

function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let i = 0; i < groups.length; i++) {
    let end = i;
    while (groups[end] === 0) end += 1;
    if (end - i > best.length) best = { start: i, length: end - i };
    i = Math.max(i, end);
  }
  return best;
}

export interface Network {
  readonly address: Address;
  /** 0 to 128, counted on the v4-mapped form for IPv4. */
  readonly prefix: number;
}

/** `10.0.0.0/8`, `fe80::/10`, or one address. Host bits may be set. null when it is neither. */
export function parseNetwork(text: string): Network | null {
  const slash = text.indexOf('/');
  const address = parseAddress(slash === -1 ? text : text.slice(0, slash));
  if (!address) return null;
  if (slash === -1) return { address, prefix: 128 };
  const bits = text.slice(slash + 1);
  const writtenAsV4 = !text.includes(':');
  if (!/^[0-9]{1,3}$/.test(bits) || Number(bits) > (writtenAsV4 ? 32 : 128)) return null;
  // A prefix on a v4-mapped block is refused by Elasticsearch.
  if (!writtenAsV4 && address.isV4) return null;
  return { address, prefix: Number(bits) + (writtenAsV4 ? 96 : 0) };
}

/** Whether an address, as text, lies in any of the networks. Networks of one prefix length share a hash set. */
export function networkSet(networks: readonly Network[]): (text: string) => boolean {
  const v4 = new Map<number, Set<number>>();
  const v6 = new Map<number, Set<string>>();
  for (const { address, prefix } of networks) {
    if (address.isV4 && prefix >= 96) {
      const bits = prefix - 96;
      if (!v4.has(bits)) v4.set(bits, new Set());
      v4.get(bits)!.add(maskWord(address.words[3], bits));
    } else {
      if (!v6.has(prefix)) v6.set(prefix, new Set());
      v6.get(prefix)!.add(networkKey(address.words, prefix));
    }
  }
  const v4Groups = [...v4];
  const v6Groups = [...v6];
  const inV6 = (words: readonly number[]) => v6Groups.some(([prefix, keys]) => keys.has(networkKey(words, prefix)));
  const inV4 = (value: number) => {
    for (const [bits, values] of v4Groups) if (values.has(maskWord(value, bits))) return true;
    return v6Groups.length > 0 && inV6([0, 0, 0xffff, value]);
  };
  return (text) => {
    const value = parseV4(text);
    if (value >= 0) return inV4(value);
    const address = text.includes(':') ? parseV6(text) : null;
    if (!address) return false;
    return address.isV4 ? inV4(address.words[3]) : inV6(address.words);
  };
}

function maskWord(word: number, bits: number): number {
  return bits <= 0 ? 0 : bits >= 32 ? word : (word & (-1 << (32 - bits))) >>> 0;
}

function networkKey(words: readonly number[], prefix: number): string {
  return words.map((word, i) => maskWord(word, prefix - 32 * i)).join(' ');
}

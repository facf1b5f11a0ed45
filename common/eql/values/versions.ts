/** The order of Elasticsearch's `version` field: numbers by value, pre-releases before their release, anything else last. */
export class Version {
  private readonly core: readonly bigint[] | null;
  private readonly preRelease: readonly string[];

  constructor(readonly text: string) {
    const match = text.length > 500 ? null : VERSION.exec(text);
    this.core = match ? match[1]!.split('.').map(BigInt) : null;
    this.preRelease = match?.[2] ? match[2].split('.') : [];
  }

  compare(other: Version): number {
    if (!this.core || !other.core) {
      if (this.core || other.core) return this.core ? -1 : 1;
      return this.text < other.text ? -1 : this.text > other.text ? 1 : 0;
    }
    return compareParts(this.core, other.core) || comparePreReleases(this.preRelease, other.preRelease);
  }

  toString(): string {
    return this.text;
  }
}

const VERSION = /^(\d+(?:\.\d+)*)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;

function compareParts(a: readonly bigint[], b: readonly bigint[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const left = a[i] ?? 0n;
    const right = b[i] ?? 0n;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

function comparePreReleases(a: readonly string[], b: readonly string[]): number {
  // None at all is the release itself, which comes after its pre-releases.
  if (a.length === 0 || b.length === 0) return Number(a.length === 0) - Number(b.length === 0);
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compareIdentifiers(a[i]!, b[i]!);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareIdentifiers(a: string, b: string): number {
  const numeric = (text: string) => /^\d+$/.test(text);
  if (numeric(a) && numeric(b)) return BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : 0;
  if (numeric(a) !== numeric(b)) return numeric(a) ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

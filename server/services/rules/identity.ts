/**
 * How installed objects are recognised as ours. Tags survive every Kibana version and can be searched; Kibana's own
 * `version` number moves on each bulk edit and `meta` cannot be used (security-api 1.12, 2.2).
 */
import { createHash } from 'node:crypto';

const PACK = 'DW-pack: ';
const CONTENT = 'DW-content: ';
const HASH = 'DW-hash: ';

export interface RuleIdentity {
  packId: string;
  /** Content version of the rule template. */
  contentVersion: number;
  /** Hash of the author-owned fields as the workbench wrote them. */
  hash: string;
}

export function identityTags({ packId, contentVersion, hash }: RuleIdentity): string[] {
  return [`${PACK}${packId}`, `${CONTENT}${contentVersion}`, `${HASH}${hash}`];
}

/** What the tags of an installed rule say; parts that a user removed are missing. */
export function readIdentity(tags: readonly string[]): Partial<RuleIdentity> {
  const valueOf = (prefix: string) => tags.find((tag) => tag.startsWith(prefix))?.slice(prefix.length);
  const version = Number(valueOf(CONTENT));
  const packId = valueOf(PACK);
  const hash = valueOf(HASH);
  return {
    ...(packId ? { packId } : {}),
    ...(Number.isInteger(version) && version > 0 ? { contentVersion: version } : {}),
    ...(hash ? { hash } : {}),
  };
}

/** Tags that mark identity: replaced at each write, unlike those that content or users chose. */
export function isIdentityTag(tag: string): boolean {
  return [PACK, CONTENT, HASH].some((prefix) => tag.startsWith(prefix));
}

/** 8 hex digits of a SHA-256 over canonical JSON: equal for equal content, whatever the order of keys. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 8);
}

/** JSON with sorted keys and without undefined members. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

import { createHash } from 'node:crypto';

/** Namespace of all ids that the workbench derives; never to be changed, or installed objects would not be found again. */
const NAMESPACE = Buffer.from('5d2f6e9a1c0b4f7e8a3d9b6c4e1f7a20', 'hex');

/** UUID of version 5 (RFC 9562): the same name gives the same id, on every machine. */
export function derivedId(...name: readonly string[]): string {
  // Parts are joined by a character that no part contains, so that ('a', 'bc') and ('ab', 'c') differ.
  const digest = createHash('sha1').update(NAMESPACE).update(name.join('\u0000'), 'utf8').digest().subarray(0, 16);
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x50, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = digest.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

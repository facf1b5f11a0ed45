/** What several kinds of Sysmon events share. */
import { setPath } from '../document_shape';
import type { EcsDocument } from '../types';
import { row, type MappingRow, type WindowsFields } from './mapping';
import { baseName, integer, text } from './readers';

/** The process that an event is about. */
export const actingProcess: readonly MappingRow[] = [
  row('ProcessGuid', 'process.entity_id'),
  row('ProcessId', 'process.pid', integer),
  row('Image', 'process.executable'),
  row('Image', 'process.name', baseName),
];

const HASH_NAMES: Readonly<Record<string, string>> = {
  MD5: 'md5',
  SHA1: 'sha1',
  SHA256: 'sha256',
  SHA512: 'sha512',
};

/**
 * Sysmon's `SHA1=...,MD5=...,IMPHASH=...` under the given parents, in lower case. The import hash describes the
 * executable's format and so belongs to `pe`. All-zero means "none".
 */
export function putHashes(document: EcsDocument, hashes: unknown, parents: readonly string[]): void {
  if (typeof hashes !== 'string') return;
  const values: string[] = [];
  for (const part of hashes.split(',')) {
    const [name = '', value = ''] = part.split('=', 2);
    if (!/^[0-9A-Fa-f]{32,128}$/.test(value) || /^0+$/.test(value)) continue;
    const hash = value.toLowerCase();
    const field = HASH_NAMES[name.toUpperCase()];
    const path = name.toUpperCase() === 'IMPHASH' ? ['pe', 'imphash'] : field ? ['hash', field] : undefined;
    if (!path) continue;
    values.push(hash);
    for (const parent of parents) setPath(document, [parent, ...path], hash);
  }
  if (values.length > 0) setPath(document, ['related', 'hash'], values);
}

/** Sysmon's `DOMAIN\name`. */
export function putUser(document: EcsDocument, fields: WindowsFields): void {
  const account = text(fields['User']);
  if (typeof account !== 'string') return;
  const slash = account.indexOf('\\');
  if (slash > 0) setPath(document, ['user', 'domain'], account.slice(0, slash));
  const name = account.slice(slash + 1);
  setPath(document, ['user', 'name'], name);
  setPath(document, ['related', 'user'], [name]);
}

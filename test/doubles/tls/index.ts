/**
 * A certificate for `localhost` and 127.0.0.1, valid for a century, and the authority that signed it. The key guards
 * nothing: it is used by doubles on this machine only, and the authority's own key was thrown away.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface TlsFiles {
  key: string;
  cert: string;
}

/** Path of the authority's certificate. */
export const AUTHORITY_FILE = join(__dirname, 'authority.pem');

export const SERVER_TLS: TlsFiles = {
  key: readFileSync(join(__dirname, 'server_key.pem'), 'utf8'),
  cert: readFileSync(join(__dirname, 'server.pem'), 'utf8'),
};

/** Where the API key comes from. Nothing here, no error and no warning, ever holds the key itself. */
import { readFileSync, statSync } from 'node:fs';
import { KEY_VARIABLE } from './remote_options';

export interface ApiKey {
  /** In its encoded form, as it goes into the header. */
  encoded: string;
  /** How the file is open to others, in words. */
  warning?: string;
}

/** Larger files are no keys; reading stops there. */
const MAX_BYTES = 16_384;
const OTHERS = 0o077;

/**
 * @param file absolute; undefined takes the environment's
 * @throws Error with words for people
 */
export function readApiKey(
  file: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): ApiKey {
  if (file === undefined) {
    const text = environment[KEY_VARIABLE];
    if (text === undefined || text.trim() === '') {
      throw new Error(`An API key is needed: in a file (--api-key-file FILE) or in the environment (${KEY_VARIABLE}).`);
    }
    return { encoded: encodedKey(text, KEY_VARIABLE) };
  }
  const stats = statSync(file);
  if (!stats.isFile()) throw new Error(`${file}: this is not a file.`);
  if (stats.size > MAX_BYTES) throw new Error(`${file}: this is too large for an API key.`);
  const encoded = encodedKey(readFileSync(file, 'utf8'), file);
  // Windows keeps no such bits; its folders of users are closed to others.
  const isOpen = platform !== 'win32' && (stats.mode & OTHERS) !== 0;
  return isOpen ? { encoded, warning: `Others on this machine can read ${file}: chmod 600 closes it.` } : { encoded };
}

/** The forms in which a key is handed out: encoded, `id:key`, or the answer of Elasticsearch as JSON. */
function encodedKey(text: string, where: string): string {
  const trimmed = text.trim();
  const key = trimmed.startsWith('{') ? encodedMember(trimmed) : trimmed;
  if (key === undefined || !/^[\w+/=:.~-]{8,4096}$/.test(key)) {
    throw new Error(
      `${where}: this is no API key. It must hold the encoded form and nothing else, as Kibana shows it once under Stack Management, API keys.`,
    );
  }
  return key.includes(':') ? Buffer.from(key, 'utf8').toString('base64') : key;
}

function encodedMember(json: string): string | undefined {
  try {
    const { encoded } = JSON.parse(json) as { encoded?: unknown };
    return typeof encoded === 'string' ? encoded : undefined;
  } catch {
    return undefined;
  }
}

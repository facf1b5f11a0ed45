import { StackError } from '../../server/stack/stack';

/** SQLite's codes in words. What is not here is a defect of ours and stays as it is. */
const WORDS: ReadonlyArray<[prefix: string, code: 'storage_full' | 'unavailable', words: (path: string) => string]> = [
  [
    'SQLITE_FULL',
    'storage_full',
    (path) => `The disk that holds ${path} is full. Nothing of this step was written. Free space and try again.`,
  ],
  [
    'SQLITE_BUSY',
    'unavailable',
    (path) => `${path} is in use by another process. Stop it, or choose another data directory.`,
  ],
  [
    'SQLITE_LOCKED',
    'unavailable',
    (path) => `${path} is in use by another process. Stop it, or choose another data directory.`,
  ],
  [
    'SQLITE_NOTADB',
    'unavailable',
    (path) => `${path} is not a data file of the workbench. Move it away, or choose another data directory.`,
  ],
  [
    'SQLITE_CORRUPT',
    'unavailable',
    (path) => `${path} is damaged. Move it away to start with a new one, or restore a copy.`,
  ],
  ['SQLITE_CANTOPEN', 'unavailable', (path) => `${path} cannot be opened. Check that the directory can be written to.`],
  ['SQLITE_READONLY', 'unavailable', (path) => `${path} cannot be written to. Check its permissions.`],
  ['SQLITE_IOERR', 'unavailable', (path) => `${path} could not be read or written. Check the disk.`],
];

/** SQLite writes past a full disk as an I/O error when the file system only notices then. */
const FULL_DISK = /no space left|disk quota|database or disk is full/i;

/** Turns an error of the database into one with words for people; others pass through. */
export function asStackError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof StackError) return error;
  const code: unknown = (error as { code?: unknown }).code;
  if (typeof code !== 'string') return error;
  const known = FULL_DISK.test(error.message) ? WORDS[0] : WORDS.find(([prefix]) => code.startsWith(prefix));
  if (!known) return error;
  const [, stackCode, words] = known;
  return new StackError(stackCode, words(path), { sqlite: code });
}

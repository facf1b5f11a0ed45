import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readApiKey } from './api_key';

const ENCODED = Buffer.from('VuaCfGcBCdbkQm:ui2lp2axTNmsyakw9tvNnw').toString('base64');
const folder = mkdtempSync(join(tmpdir(), 'key-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fileWith = (text: string, mode = 0o600): string => {
  const file = join(folder, `key-${Math.random()}`);
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
};

it.each([
  ['encoded', `${ENCODED}\n`],
  ['as id and key', 'VuaCfGcBCdbkQm:ui2lp2axTNmsyakw9tvNnw'],
  ['as Elasticsearch answered', JSON.stringify({ id: 'VuaCfGcBCdbkQm', name: 'wb', encoded: ENCODED })],
])('reads a key %s', (_what, text) => {
  expect(readApiKey(fileWith(text), {})).toEqual({ encoded: ENCODED });
});

it('prefers the file that was named over the environment', () => {
  const variables = { DETECTION_WORKBENCH_API_KEY: 'b3RoZXJrZXk=' };
  expect(readApiKey(fileWith(ENCODED), variables).encoded).toBe(ENCODED);
  expect(readApiKey(undefined, variables)).toEqual({ encoded: 'b3RoZXJrZXk=' });
});

it('asks for a key where there is none', () => {
  expect(() => readApiKey(undefined, {})).toThrow(/--api-key-file FILE.*DETECTION_WORKBENCH_API_KEY/);
  expect(() => readApiKey(undefined, { DETECTION_WORKBENCH_API_KEY: ' ' })).toThrow(/An API key is needed/);
});

it.each([0o644, 0o640, 0o602])('warns of a file with mode %o, where files have modes', (mode) => {
  const file = fileWith(ENCODED, mode);
  expect(readApiKey(file, {}, 'linux').warning).toMatch(/chmod 600/);
  expect(readApiKey(file, {}, 'win32').warning).toBeUndefined();
});

it.each(['', 'se cret words', 'a\r\nx-other: header', '{"encoded":1}', '{"id":', 'x'.repeat(20_000)])(
  'refuses what is no key, without repeating it',
  (text) => {
    const file = fileWith(text);
    const refusal = (() => {
      try {
        readApiKey(file, {});
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    })();
    expect(refusal).toContain(file);
    expect(refusal.replace(file, '')).not.toMatch(/se cret|x-other|xxx/);
  },
);

it('refuses a folder', () => {
  expect(() => readApiKey(folder, {})).toThrow('this is not a file');
});

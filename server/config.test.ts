import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { config } from './config';

const check = (value: unknown) => config.schema.validate(value);

describe('settings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'settings-'));
  const file = join(folder, 'ca.pem');
  beforeAll(() => writeFileSync(file, 'x'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('need nothing', () => {
    expect(check({})).toMatchObject({ enabled: true, limits: { requestSeconds: 60, answerMegabytes: 64 } });
  });

  it('take what an administrator sets', () => {
    const given = {
      enabled: false,
      packs: { path: folder },
      self: { url: 'https://kibana.internal:5601', ca: file, servername: 'kibana.internal' },
      limits: { requestSeconds: 10, answerMegabytes: 8 },
    };
    expect(check(given)).toEqual(given);
  });

  it.each([
    ['an unknown key', { pack: {} }, 'pack'],
    ['a folder that is not there', { packs: { path: '/no/such/folder' } }, '[packs.path]: there is no readable folder'],
    ['a relative folder', { packs: { path: 'packs' } }, '[packs.path]: must be an absolute path'],
    ['a file that is not there', { self: { ca: '/no/such/file.pem' } }, '[self.ca]: there is no readable file'],
    ['a folder for a file', { self: { ca: folder } }, '[self.ca]: there is no readable file'],
    ['an address of another kind', { self: { url: 'ftp://x' } }, 'self.url'],
    ['a wait without end', { limits: { requestSeconds: 0 } }, 'limits.requestSeconds'],
  ])('refuse %s', (_what, value, message) => {
    expect(() => check(value)).toThrow(message);
  });
});

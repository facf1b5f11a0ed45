/** Nobody else on the machine reads what was imported, or chooses where it is written. */
import { rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { spoolSource } from '../events_in';
import { RejectionLog } from '../events_in/rejection_log';
import { importFolder } from './import_folder';

async function* upload(): AsyncGenerator<Buffer> {
  yield Buffer.from('{}\n');
}

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;
const ifPosix = process.platform === 'win32' ? it.skip : it;
if (process.platform === 'win32') console.warn('Skipped: Windows has no permission bits to look at');

describe('the folder of imports in memory', () => {
  const folder = importFolder(undefined);
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('has a name that nobody knows before', () => {
    expect(importFolder(undefined)).not.toBe(importFolder(undefined));
    expect(importFolder('/data')).toBe('/data');
  });

  ifPosix('keeps the list of rejected lines to this user', async () => {
    const log = new RejectionLog(join(folder, 'rejected_lines.ndjson'));
    await log.write([{ file: 'a', line: 1, code: 'not_json', message: 'Not JSON' }]);
    await log.close();
    expect(await modeOf(dirname(log.path))).toBe(0o700);
    expect(await modeOf(log.path)).toBe(0o600);
  });

  ifPosix('keeps an upload on its way to this user', async () => {
    const { remove } = await spoolSource('a', upload(), folder);
    expect(await modeOf(folder)).toBe(0o700);
    await remove();
  });
});

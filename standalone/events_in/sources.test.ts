import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathSources } from './sources';
import { spoolSource } from './spool';

describe('sources', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'sources-test-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('takes a file as it is and a directory as the event files in it', async () => {
    for (const name of ['b.ndjson', 'a.json.gz', 'notes.txt']) await writeFile(join(folder, name), '{}');
    await mkdir(join(folder, 'empty'));
    expect((await pathSources(join(folder, 'notes.txt'))).map(({ name, size }) => [name, size])).toEqual([
      ['notes.txt', 2],
    ]);
    expect((await pathSources(folder)).map(({ name }) => name)).toEqual(['a.json.gz', 'b.ndjson']);
    await expect(pathSources(join(folder, 'empty'))).rejects.toThrow('holds no');
    await expect(pathSources(join(folder, 'missing'))).rejects.toThrow('ENOENT');
  });

  it('spools a stream so that it can be read twice, and removes it', async () => {
    async function* bytes(): AsyncGenerator<Buffer> {
      yield Buffer.from('one ');
      yield Buffer.from('two');
    }
    const { source, remove } = await spoolSource('-', bytes(), folder);
    for (let pass = 0; pass < 2; pass += 1) {
      let text = '';
      for await (const chunk of source.open()) text += chunk.toString();
      expect(text).toBe('one two');
    }
    expect(source).toMatchObject({ name: '-', size: 7 });
    await remove();
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves nothing behind when the stream fails', async () => {
    async function* failing(): AsyncGenerator<Buffer> {
      yield Buffer.from('x');
      throw new Error('sender left');
    }
    await expect(spoolSource('-', failing(), folder)).rejects.toThrow('sender left');
    expect(await readdir(folder)).toEqual([]);
  });
});

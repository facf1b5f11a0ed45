import { gzipSync } from 'node:zlib';
import { readRecords, SourceError } from './record_reader';

async function* chunks(bytes: Buffer, size = 7): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function records(bytes: Buffer, size?: number): Promise<string[]> {
  const found: string[] = [];
  for await (const items of readRecords(chunks(bytes, size))) {
    for (const item of items) found.push('bytes' in item ? item.bytes.toString() : item.rejected);
  }
  return found;
}

describe('readRecords', () => {
  const lines = Buffer.from('{"a":1}\n{"b":2}\n');
  const array = Buffer.from('\n [{"a":1},\n{"b":2}]');
  const both = ['{"a":1}', '{"b":2}'];

  it('reads lines and arrays, plain and gzip, without being told which', async () => {
    for (const bytes of [lines, array]) {
      expect(await records(bytes)).toEqual(both);
      expect(await records(bytes, 1)).toEqual(both);
      expect(await records(gzipSync(bytes))).toEqual(both);
    }
  });

  it('reads gzip files that were appended to each other', async () => {
    const appended = Buffer.concat([gzipSync('{"a":1}\n'), gzipSync('{"b":2}\n')]);
    expect(await records(appended)).toEqual(both);
  });

  it('drops a byte order mark', async () => {
    expect(await records(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), array]))).toEqual(both);
  });

  it('reads very small and empty files', async () => {
    expect(await records(Buffer.from('{}'))).toEqual(['{}']);
    expect(await records(Buffer.alloc(0))).toEqual([]);
    expect(await records(Buffer.from(' \n'))).toEqual([]);
  });

  it('reads the hits of a search response, in one line or formatted', async () => {
    const hits = [
      { _id: '1', _source: { hits: { hits: [1] } } },
      { _id: '2', _source: {} },
    ];
    const response = { took: 1, _shards: { total: 1 }, hits: { total: { value: 2 }, max_score: null, hits }, aggs: {} };
    for (const text of [JSON.stringify(response), JSON.stringify(response, null, 2)]) {
      for (const size of [5, 100_000]) {
        const found = await records(Buffer.from(text), size);
        expect(found.map((record) => JSON.parse(record) as unknown)).toEqual(hits);
      }
    }
  });

  it('does not take an event for a search response', async () => {
    const event = '{"hits": {"count": 3}, "@timestamp": "2027-01-01T00:00:00Z"}';
    expect(await records(Buffer.from(`${event}\n${event}\n`))).toEqual([event, event]);
  });

  it('says what to do with UTF-16', async () => {
    const utf16 = Buffer.from('\ufeff{"a":1}', 'utf16le');
    await expect(records(utf16)).rejects.toMatchObject({ code: 'utf16', message: expect.stringContaining('UTF-8') });
  });

  it('reports damaged gzip data, after the records before the damage', async () => {
    const lines = Array.from({ length: 5000 }, (_, at) => `{"n":${at},"pad":"${(at * 7919) % 1000}"}`).join('\n');
    const zipped = gzipSync(lines);
    const found: number[] = [];
    const read = async (): Promise<void> => {
      for await (const items of readRecords(chunks(zipped.subarray(0, zipped.length - 20), 1000)))
        found.push(items.length);
    };
    await expect(read()).rejects.toMatchObject({ code: 'broken_gzip' });
    expect(found.length).toBeGreaterThan(0);
  });

  it('turns a failing source into a SourceError', async () => {
    async function* failing(): AsyncGenerator<Buffer> {
      yield Buffer.from('{"a":1}\n');
      throw new Error('disk went away');
    }
    const read = async (): Promise<void> => {
      for await (const items of readRecords(failing())) void items;
    };
    await expect(read()).rejects.toThrow(SourceError);
    await expect(read()).rejects.toThrow('disk went away');
  });
});

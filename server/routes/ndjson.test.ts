import { ndjson, primed } from './ndjson';

const failing = (error: unknown) => ({ type: 'failed', message: (error as Error).message });

async function text(stream: NodeJS.ReadableStream): Promise<string> {
  let all = '';
  for await (const chunk of stream) all += String(chunk);
  return all;
}

async function* numbers(count: number) {
  for (let at = 0; at < count; at += 1) yield { at };
}

describe('NDJSON answers', () => {
  it('writes one object a line', async () => {
    expect(await text(ndjson(numbers(2), failing, () => {}))).toBe('{"at":0}\n{"at":1}\n');
  });

  it('says in the last line why it stopped', async () => {
    async function* broken() {
      yield { at: 0 };
      throw new Error('the stack is gone');
    }
    expect(await text(ndjson(broken(), failing, () => {}))).toBe(
      '{"at":0}\n{"type":"failed","message":"the stack is gone"}\n',
    );
  });

  it('waits for a slow reader instead of filling memory', async () => {
    let made = 0;
    async function* endless() {
      for (;;) {
        made += 1;
        yield { filler: 'x'.repeat(1_000) };
      }
    }
    const out = ndjson(endless(), failing, () => {});
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(made).toBeLessThan(100);
    out.destroy();
  });

  it('stops the work when the reader goes away', async () => {
    const abort = jest.fn();
    const out = ndjson(numbers(10), failing, abort);
    out.destroy();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(abort).toHaveBeenCalled();
  });

  it('refuses before the answer begins when the work refuses at once', async () => {
    async function* refusing(): AsyncGenerator<unknown> {
      yield* [];
      throw new Error('no such rule');
    }
    await expect(primed(refusing())).rejects.toThrow('no such rule');
    expect(await text(ndjson(await primed(numbers(3)), failing, () => {}))).toBe('{"at":0}\n{"at":1}\n{"at":2}\n');
  });
});

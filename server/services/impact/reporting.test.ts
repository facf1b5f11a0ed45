import { reporting } from './reporting';

const never = new AbortController().signal;

async function all<T>(events: AsyncIterable<T>): Promise<T[]> {
  const seen: T[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}

const tick = () => new Promise((resolve) => setImmediate(resolve));

describe('work that reports', () => {
  it('is seen while it goes on, and ends with its result', async () => {
    const events = reporting<string>(async (report) => {
      report('half');
      await tick();
      report('most');
      await tick();
      return 'done';
    }, never);
    expect(await all(events)).toEqual(['half', 'most', 'done']);
  });

  it('drops what was overtaken while the reader was slow', async () => {
    const events = reporting<number>(async (report) => {
      for (let at = 0; at < 1_000; at += 1) report(at);
      return -1;
    }, never);
    expect(await all(events)).toEqual([999, -1]);
  });

  it('passes a failure on', async () => {
    const events = reporting<string>(async () => {
      await tick();
      throw new Error('refused');
    }, never);
    await expect(all(events)).rejects.toThrow('refused');
  });

  it('waits for cancelled work to stop', async () => {
    const controller = new AbortController();
    let stopped = false;
    const events = reporting<string>(async (report) => {
      report('working');
      while (!controller.signal.aborted) await tick();
      stopped = true;
      throw new Error('cancelled');
    }, controller.signal);
    const reading = all(events);
    await tick();
    controller.abort();
    await expect(reading).rejects.toThrow('cancelled');
    expect(stopped).toBe(true);
  });
});

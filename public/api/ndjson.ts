/** Reads a body of JSON objects, one a line, and hands each on as soon as its line is complete. */
export async function readNdjson<T>(body: ReadableStream<Uint8Array>, onObject: (object: T) => void): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  const take = (line: string) => {
    if (line.trim()) onObject(JSON.parse(line) as T);
  };
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(take);
      if (done) break;
    }
    take(rest);
  } finally {
    reader.releaseLock();
  }
}

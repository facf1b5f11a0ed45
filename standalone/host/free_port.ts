/** Looks for a port to offer when the wanted one is taken. */
import { createServer } from 'node:net';

/** How far above the wanted port to look. */
const ATTEMPTS = 50;

/** The next free port above `taken` on that address; undefined when there is none near. */
export async function nextFreePort(host: string, taken: number): Promise<number | undefined> {
  for (let port = taken + 1; port <= Math.min(taken + ATTEMPTS, 65_535); port += 1) {
    if (await isFree(host, port)) return port;
  }
  return undefined;
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

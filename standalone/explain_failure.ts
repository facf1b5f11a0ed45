/** Failures at the start, in words that say what to do. */
import { nextFreePort } from './host/free_port';

/** In words what a file, or an error with words of its own, objects to. */
export function explain(error: unknown): string {
  const path = typeof error === 'object' && error !== null && 'path' in error ? `${String(error.path)}: ` : '';
  switch (codeOf(error)) {
    case 'ENOENT':
      return `${path}there is no such file or folder.`;
    case 'EEXIST':
    case 'ENOTDIR':
      return `${path}this is not a folder.`;
    case 'EACCES':
    case 'EPERM':
      return `${path}permission denied.`;
    case 'ENOSPC':
      return `${path}the disk is full.`;
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

/** Says what to do when the host cannot listen. */
export async function explainStartFailure(
  error: unknown,
  { host, port }: { host: string; port: number },
): Promise<string> {
  switch (codeOf(error)) {
    case 'EADDRINUSE': {
      const free = await nextFreePort(host, port);
      const offer =
        free === undefined ? 'Choose another one with --port.' : `Port ${free} is free: npm start -- --port ${free}`;
      return `Port ${port} is in use. ${offer}`;
    }
    case 'EACCES':
      return `Port ${port} is reserved for administrators. Choose one above 1023: npm start -- --port 5601`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is not an address of this machine. Without --host the workbench listens on 127.0.0.1.`;
    default:
      return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

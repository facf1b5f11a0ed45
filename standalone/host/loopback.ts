import { isIPv4 } from 'node:net';

/** Whether an address to listen on is reachable from this machine only. A name that merely begins with 127. is not. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

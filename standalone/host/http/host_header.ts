/**
 * Protection against DNS rebinding: a page of some other site can make a browser send requests to 127.0.0.1, but the
 * Host header then carries that site's name. Only names by which this host is meant to be reached are answered.
 */
import { hostname, networkInterfaces } from 'node:os';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const WILDCARDS = new Set(['0.0.0.0', '::', '[::]']);

/**
 * Names under which a host bound to `boundTo` may be addressed, without port, lower case, IPv6 in brackets.
 * Bound to all interfaces, those are the addresses of this machine and its own name.
 */
export function allowedHostNames(boundTo: string): ReadonlySet<string> {
  const names = new Set(LOOPBACK);
  if (WILDCARDS.has(boundTo)) {
    for (const address of Object.values(networkInterfaces()).flat()) {
      if (address) names.add(inBrackets(address.address));
    }
    names.add(hostname().toLowerCase());
  } else {
    names.add(inBrackets(boundTo.toLowerCase()));
  }
  return names;
}

/** @param header the Host header as sent, e.g. `localhost:5601` */
export function isAllowedHost(header: string | undefined, allowed: ReadonlySet<string>): boolean {
  if (!header) return false;
  const name = header.toLowerCase().replace(/:\d{1,5}$/, '');
  return allowed.has(name);
}

function inBrackets(address: string): string {
  return address.includes(':') && !address.startsWith('[') ? `[${address}]` : address;
}

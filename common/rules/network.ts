/** Recognises networks in CIDR form, IPv4 and IPv6, as `cidrMatch` takes them. */

export interface Network {
  family: 'ipv4' | 'ipv6';
  prefix: number;
}

const DECIMAL = /^(?:0|[1-9]\d{0,2})$/;

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => DECIMAL.test(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1);
  const embedded = last !== undefined && last.includes('.');
  if (embedded && !isIpv4(last)) return false;
  const hex = embedded ? groups.slice(0, -1) : groups;
  const width = hex.length + (embedded ? 2 : 0);
  return hex.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)) && (halves.length === 2 ? width < 8 : width === 8);
}

/** The network a text such as `10.0.0.0/8` or `fc00::/7` names, or `undefined`. */
export function parseNetwork(text: string): Network | undefined {
  const [address, prefixText, ...rest] = text.split('/');
  if (address === undefined || prefixText === undefined || rest.length > 0 || !DECIMAL.test(prefixText))
    return undefined;
  const prefix = Number(prefixText);
  if (isIpv4(address)) return prefix <= 32 ? { family: 'ipv4', prefix } : undefined;
  if (isIpv6(address)) return prefix <= 128 ? { family: 'ipv6', prefix } : undefined;
  return undefined;
}

import { type Network, networkSet, parseNetwork } from '../../values/addresses';
import type { LintRule } from './lint_rule';

/**
 * Ranges that never stand for a host on the public internet (IANA special-purpose registries). A list that names some of them
 * usually means "internal", and what it leaves out counts as external.
 */
const SPECIAL: readonly { readonly block: string; readonly what: string }[] = [
  { block: '10.0.0.0/8', what: 'private' },
  { block: '172.16.0.0/12', what: 'private' },
  { block: '192.168.0.0/16', what: 'private' },
  { block: '127.0.0.0/8', what: 'loopback' },
  { block: '169.254.0.0/16', what: 'link-local' },
  { block: '100.64.0.0/10', what: 'carrier-grade NAT' },
  { block: '::1/128', what: 'IPv6 loopback' },
  { block: 'fe80::/10', what: 'IPv6 link-local' },
  { block: 'fc00::/7', what: 'IPv6 unique local' },
];

const PRIVATE_BLOCKS = 3;

/** `cidrMatch` with private ranges that leaves out other special ranges. */
export const incompleteNetworks: LintRule = (expression) => {
  if (expression.kind !== 'call' || expression.name.toLowerCase() !== 'cidrmatch') return [];
  const networks: Network[] = [];
  for (const arg of expression.args.slice(1)) {
    const network = arg.kind === 'literal' && typeof arg.value === 'string' ? parseNetwork(arg.value) : null;
    if (network) networks.push(network);
  }
  const inside = networkSet(networks);
  const covers = (block: string) => {
    const { address, prefix } = parseNetwork(block)!;
    return networks.some((network) => network.prefix <= prefix) && inside(String(address));
  };
  const named = SPECIAL.filter(({ block }) => covers(block));
  const left = SPECIAL.filter((special) => !named.includes(special));
  const meansInternal = named.filter((special) => SPECIAL.indexOf(special) < PRIVATE_BLOCKS).length >= 2;
  if (!meansInternal || left.length === 0) return [];
  const list = left.map(({ block, what }) => `${block} (${what})`).join(', ');
  return [
    {
      code: 'network_list_incomplete',
      message: `The list of internal networks leaves out ${list}`,
      range: expression.range,
    },
  ];
};

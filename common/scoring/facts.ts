/** The facts behind the modifiers: each is seen, not seen, or cannot be judged. */
import { valuesOf, type EventDocument } from '../allowlist';
import { inRange, parseCidr, parseIp } from '../allowlist/ip';
import { containedPart, namesProgram } from './tables';
import type { ScoringContext, ScoringFact, ScoringTables } from './types';

/** Evidence when the fact was seen, `false` when it was looked for and not seen, `undefined` without data. */
export type Finding = string | false | undefined;

type Judge = (event: EventDocument, context: ScoringContext, tables: ScoringTables) => Finding;

/** The first value of a field as text. */
export function textOf(event: EventDocument, field: string): string | undefined {
  const value = valuesOf(event, field)[0];
  return value === undefined ? undefined : String(value);
}

/** File name at the end of a Windows or Unix path. */
function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1);
}

const atLeast = (value: number | undefined, limit: number, what: string): Finding =>
  value === undefined ? undefined : value >= limit && `${value} ${what}`;

const untrustedProgram: Judge = (event, _context, tables) => {
  const path = textOf(event, 'process.executable');
  const folder = path === undefined ? undefined : containedPart(path, tables.user_writable_paths);
  if (folder !== undefined) return `process.executable: ${path}`;
  const signature = ['process.code_signature.exists', 'process.code_signature.trusted'].map((field) => ({
    field,
    value: textOf(event, field),
  }));
  const bad = signature.find(({ value }) => value === 'false');
  if (bad !== undefined) return `${bad.field}: false`;
  return path !== undefined && signature.some(({ value }) => value !== undefined) ? false : undefined;
};

const riskyParent: Judge = (event, _context, tables) => {
  const parentPath = textOf(event, 'process.parent.executable');
  const parent = textOf(event, 'process.parent.name') ?? (parentPath === undefined ? undefined : fileName(parentPath));
  if (parent === undefined) return undefined;
  return tables.risky_parents.some((pattern) => namesProgram(pattern, parent)) && `process.parent.name: ${parent}`;
};

const internalDestination: Judge = (event, _context, tables) => {
  const text = textOf(event, 'destination.ip');
  const address = text === undefined ? undefined : parseIp(text);
  if (address === undefined) return undefined;
  const inside = tables.internal_networks.find((network) => {
    const range = parseCidr(network);
    return range !== undefined && inRange(address, range);
  });
  return inside !== undefined && `destination.ip: ${text} in ${inside}`;
};

const portOwner: Judge = (event, { portOwners }) => {
  if (portOwners === undefined) return undefined;
  const signer = textOf(event, 'process.code_signature.subject_name');
  if (signer === undefined) return undefined;
  const trusted = textOf(event, 'process.code_signature.trusted') === 'true';
  return trusted && portOwners.includes(signer) && `process.code_signature.subject_name: ${signer}`;
};

export const judges: Readonly<Record<ScoringFact, Judge>> = {
  repeated_sessions: (_event, { sessionsInTenMinutes }, { thresholds }) =>
    atLeast(sessionsInTenMinutes, thresholds.repeated_sessions, 'sessions in ten minutes'),
  even_rhythm: (_event, { spread }, { thresholds }) =>
    atLeast(spread, thresholds.even_rhythm, 'distinct minutes per hundred sessions'),
  untrusted_program: untrustedProgram,
  rare_destination: (_event, { destinationHosts: hosts }, { thresholds }) =>
    hosts === undefined ? undefined : hosts <= thresholds.rare_destination_hosts && `${hosts} hosts in thirty days`,
  no_dns_answer: (_event, { dnsAnswer }) => (dnsAnswer === undefined ? undefined : !dnsAnswer && 'no answer found'),
  risky_parent: riskyParent,
  internal_destination: internalDestination,
  port_owner: portOwner,
};

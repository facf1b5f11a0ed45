/**
 * Proposals for an allowlist entry, built from the events behind alerts, from narrow to broad. Several events give their
 * common cause: only what all of them share (or a short list of values) becomes a condition.
 *
 * Left out on purpose: ids, process numbers, times and source ports, which never come back.
 */
import { breadthOf, type Breadth } from './breadth';
import { canonical } from './convert';
import { describeEntries } from './describe';
import type { EventDocument, FieldSchema, ItemEntry } from './types';
import { fieldReader } from './values';
import { escapeWildcard } from './wildcard';

export type CandidateId =
  | 'same_everything'
  | 'same_command'
  | 'same_server'
  | 'program_destination_account'
  | 'program_destination'
  | 'signed_program_destination'
  | 'program_host_account'
  | 'program_host'
  | 'object_host'
  | 'program';

export interface Candidate {
  id: CandidateId;
  /** E.g. `This program to this destination`. */
  title: string;
  conditions: ItemEntry[];
  /** Conditions in words. */
  text: string;
  breadth: Breadth;
}

/** More different values than this are no common cause. */
const MAX_SHARED_VALUES = 5;

type Fact =
  | 'program'
  | 'parent'
  | 'command'
  | 'server'
  | 'destination'
  | 'port'
  | 'host'
  | 'account'
  | 'signer'
  | 'trusted'
  | 'object';

/** Fields for each fact, best first. */
const factFields: Readonly<Record<Exclude<Fact, 'server'>, readonly string[]>> = {
  program: ['process.executable', 'process.name'],
  parent: ['process.parent.executable', 'process.parent.name'],
  command: ['process.command_line'],
  destination: ['destination.ip', 'dns.question.name'],
  port: ['destination.port'],
  host: ['host.name'],
  account: ['user.name', 'user.id'],
  signer: ['process.code_signature.subject_name'],
  trusted: ['process.code_signature.trusted'],
  object: ['registry.data.strings', 'file.path', 'registry.path', 'file.name'],
};

const recipes: ReadonlyArray<{ id: CandidateId; title: string; facts: readonly Fact[]; needs: readonly Fact[] }> = [
  {
    id: 'same_everything',
    title: 'Exactly this: program, parent, destination or object, host and account',
    facts: ['program', 'parent', 'command', 'destination', 'port', 'object', 'host', 'account'],
    needs: ['program', 'host'],
  },
  {
    id: 'same_command',
    title: 'This command line by this account, on any host',
    facts: ['program', 'parent', 'command', 'account'],
    needs: ['program', 'command'],
  },
  {
    id: 'same_server',
    title: 'This program, started by the same parent, fetching from this server',
    facts: ['program', 'parent', 'server'],
    needs: ['program', 'parent', 'server'],
  },
  {
    id: 'program_destination_account',
    title: 'This program to this destination, by this account',
    facts: ['program', 'destination', 'port', 'account'],
    needs: ['program', 'destination', 'account'],
  },
  {
    id: 'signed_program_destination',
    title: 'This signed program to this destination',
    facts: ['program', 'signer', 'trusted', 'destination', 'port'],
    needs: ['program', 'signer', 'destination'],
  },
  {
    id: 'program_destination',
    title: 'This program to this destination, by anyone',
    facts: ['program', 'destination', 'port'],
    needs: ['program', 'destination'],
  },
  {
    id: 'object_host',
    title: 'This value, written by this program on this host',
    facts: ['program', 'object', 'host'],
    needs: ['program', 'object', 'host'],
  },
  {
    id: 'program_host_account',
    title: 'This program on this host, by this account',
    facts: ['program', 'host', 'account'],
    needs: ['program', 'host', 'account'],
  },
  {
    id: 'program_host',
    title: 'This program on this host, whatever it does',
    facts: ['program', 'host'],
    needs: ['program', 'host'],
  },
  { id: 'program', title: 'This program everywhere', facts: ['program'], needs: ['program'] },
];

/** The different values that the events have in a field; `undefined` when one of them has none, or there are too many. */
function shared(events: readonly EventDocument[], field: string): string[] | undefined {
  const reader = fieldReader(field);
  const values = new Set<string>();
  for (const event of events) {
    const own = reader.values(event);
    if (own.length === 0) return undefined;
    // One value of an array is enough to match; the first names the event.
    values.add(String(own[0]));
    if (values.size > MAX_SHARED_VALUES) return undefined;
  }
  return [...values];
}

function condition(field: string, values: readonly string[]): ItemEntry {
  return values.length === 1
    ? { type: 'match', field, operator: 'included', value: values[0] as string }
    : { type: 'match_any', field, operator: 'included', value: [...values] };
}

/** `http://host/` of a command line: the part that says where something comes from. */
const address = /https?:\/\/[^/\s"'<>|]+\//i;

function serverCondition(events: readonly EventDocument[]): ItemEntry | undefined {
  const reader = fieldReader('process.command_line');
  const servers = new Set(events.map((event) => address.exec(String(reader.values(event)[0] ?? ''))?.[0]));
  const [server] = servers;
  if (servers.size !== 1 || server === undefined) return undefined;
  return {
    type: 'wildcard',
    field: 'process.command_line',
    operator: 'included',
    value: `*${escapeWildcard(server)}*`,
  };
}

function factsOf(events: readonly EventDocument[], schema: FieldSchema | undefined): Map<Fact, ItemEntry> {
  const facts = new Map<Fact, ItemEntry>();
  for (const [fact, fields] of Object.entries(factFields) as Array<[Exclude<Fact, 'server'>, readonly string[]]>) {
    for (const field of fields) {
      if (schema?.complete === true && schema.field(field) === undefined) continue;
      const values = shared(events, field);
      if (values === undefined || values.some((value) => value.trim() === '')) continue;
      facts.set(fact, condition(field, values));
      break;
    }
  }
  const server = serverCondition(events);
  if (server !== undefined) facts.set('server', server);
  return facts;
}

/**
 * @param events the events that made one alert, or the deciding events of several alerts
 * @returns narrow first; empty when the events share no program
 */
export function candidates(events: readonly EventDocument[], schema?: FieldSchema): Candidate[] {
  if (events.length === 0) return [];
  const facts = factsOf(events, schema);
  const seen = new Set<string>();
  const found: Candidate[] = [];
  for (const recipe of recipes) {
    if (recipe.needs.some((fact) => !facts.has(fact))) continue;
    const conditions = recipe.facts.map((fact) => facts.get(fact)).filter((entry) => entry !== undefined);
    const key = canonical(conditions);
    if (seen.has(key)) continue;
    seen.add(key);
    found.push({
      id: recipe.id,
      title: recipe.title,
      conditions,
      text: describeEntries(conditions),
      breadth: breadthOf(conditions),
    });
  }
  return found.sort((a, b) => b.breadth.score - a.breadth.score);
}

export interface CommonCause {
  /** Fields on which all events agree, or have at most a handful of values. */
  conditions: ItemEntry[];
  /** Facts on which they differ too much. */
  differsIn: string[];
}

/** What several events have in common, before any candidate is chosen. */
export function commonCause(events: readonly EventDocument[], schema?: FieldSchema): CommonCause {
  const facts = factsOf(events, schema);
  const differsIn = (Object.entries(factFields) as Array<[Exclude<Fact, 'server'>, readonly string[]]>)
    .filter(
      ([fact, fields]) =>
        !facts.has(fact) && fields.some((field) => events.some((event) => fieldReader(field).values(event).length > 0)),
    )
    .map(
      ([fact, fields]) =>
        fields.find((field) => events.some((event) => fieldReader(field).values(event).length > 0)) ?? fact,
    );
  return { conditions: [...facts].filter(([fact]) => fact !== 'server').map(([, entry]) => entry), differsIn };
}

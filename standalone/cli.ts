/** The command line of `npm start`. */
import { resolve } from 'node:path';
import { ROLES, type Role } from './host/roles';
import { finishRemote, KEY_VARIABLE, readUrl, type RemoteDraft, type RemoteOptions } from './remote/remote_options';

export interface CliOptions {
  port: number;
  host: string;
  /** Prefix of every URL, e.g. `/workbench`; empty for none. */
  basePath: string;
  /** Folder of the data file, absolute; undefined keeps everything in memory. */
  dataDir: string | undefined;
  /** Start without demo data. */
  empty: boolean;
  /** Files and folders with events, absolute; `-` is standard input. */
  events: string[];
  /** Move the times of `events` so that the last one is now. */
  shiftToNow: boolean;
  role: Role;
  /** Folder with packs of one's own, absolute. */
  ownPacksDir: string | undefined;
  /** The stack to work on instead of the embedded one. */
  remote: RemoteOptions | undefined;
}

export type CliResult = { run: CliOptions } | { show: string } | { mistake: string };

export const DEFAULT_PORT = 5601;

export const HELP = `Detection Workbench: detection content for Elastic Security, proven against the attacks it must catch.

Usage: npm start -- [options]

  --port N               port to listen on (default ${DEFAULT_PORT}; 0 takes any free one)
  --host ADDRESS         address to listen on (default 127.0.0.1: this machine only; there is no login)
  --base-path /PREFIX    prefix of all URLs, for a reverse proxy
  --data DIR             folder of the data file (default: data, below the project)
  --memory               keep everything in memory; nothing is left when it stops
  --empty                start without demo data
  --events PATH...       import events from files or folders (NDJSON or JSON array, plain or gzip; - for standard input)
  --shift-to-now         move the times of each imported recording so that its last event is now
  --packs DIR            also read packs of your own from this folder (docs/adding_a_pack.md)
  --role ROLE            see the page as ${ROLES.join(', ')} (default ${ROLES[0]})
  --help                 show this text
  --version              show the version

Against a real stack where no plugin may be installed (docs/kibana.md, "Remote"):

  --kibana-url URL       address of Kibana, with its base path, without /app or /s
  --elasticsearch-url URL
                         address of its Elasticsearch
  --api-key-file FILE    file with an API key (encoded form) that was made for the workbench;
                         without it the key is taken from the environment: ${KEY_VARIABLE}
  --space ID             space to work in (default "default")
  --ca FILE              PEM file of the authority that signed the certificates, where the system does not know it

  Rules, exceptions, alerts and events are then those of that stack; tunings, runs and activity are kept in a file below
  --data, on this machine. One user: it listens on this machine only. Not together with --memory, --empty, --events or
  another --host. The connection is checked at the start. Exit codes: 2 the command line is wrong, 3 nobody answers,
  4 the key is refused, 5 what answers does not fit (no such space, too old, something else), 1 anything else.

Examples:
  npm start
  npm start -- --memory --events recording.ndjson.gz --shift-to-now
  zcat events.json.gz | npm start -- --events -
  npm start -- --kibana-url https://kibana.example --elasticsearch-url https://es.example:9200 --api-key-file key.txt
`;

interface Environment {
  /** Folder that relative paths are meant from. */
  workingDir: string;
  defaultDataDir: string;
  version: string;
}

interface Draft extends Omit<CliOptions, 'remote'> {
  memory: boolean;
  data: string | undefined;
  remote: RemoteDraft;
}

/** How each option changes the draft; a returned text is a mistake. */
const SWITCHES: Readonly<Record<string, (draft: Draft) => void>> = {
  '--memory': (draft) => void (draft.memory = true),
  '--empty': (draft) => void (draft.empty = true),
  '--shift-to-now': (draft) => void (draft.shiftToNow = true),
};

const VALUES: Readonly<Record<string, (draft: Draft, value: string) => string | void>> = {
  '--port': (draft, value) => {
    if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535)
      return `--port needs a number from 0 to 65535, not "${value}"`;
    draft.port = Number(value);
  },
  '--host': (draft, value) => void (draft.host = value),
  '--base-path': (draft, value) => {
    if (!/^(\/[\w.~-]+)+$/.test(value)) return `--base-path needs a path like /workbench, not "${value}"`;
    draft.basePath = value;
  },
  '--data': (draft, value) => void (draft.data = value),
  '--packs': (draft, value) => void (draft.ownPacksDir = value),
  '--role': (draft, value) => {
    const role = ROLES.find((name) => name === value);
    if (!role) return `--role needs one of ${ROLES.join(', ')}, not "${value}"`;
    draft.role = role;
  },
  '--kibana-url': (draft, value) => readInto(draft, 'kibanaUrl', '--kibana-url', value),
  '--elasticsearch-url': (draft, value) => readInto(draft, 'elasticsearchUrl', '--elasticsearch-url', value),
  '--api-key-file': (draft, value) => void (draft.remote.apiKeyFile = value),
  '--space': (draft, value) => void (draft.remote.space = value),
  '--ca': (draft, value) => void (draft.remote.ca = value),
};

function readInto(draft: Draft, name: 'kibanaUrl' | 'elasticsearchUrl', option: string, value: string): string | void {
  try {
    draft.remote[name] = readUrl(option, value);
  } catch (error) {
    return (error as Error).message;
  }
}

/** Every user of a machine can read the command lines of the others, and shells keep them. */
const KEY_ON_COMMAND_LINE =
  '--api-key is not taken, because a command line can be read by others. ' +
  `Put the key into a file (--api-key-file FILE) or into ${KEY_VARIABLE}, and delete the one that was just shown`;

/** Reads the command line. Relative paths become absolute. */
export function parseCli(args: readonly string[], environment: Environment): CliResult {
  const draft: Draft = {
    port: DEFAULT_PORT,
    host: '127.0.0.1',
    basePath: '',
    dataDir: undefined,
    empty: false,
    events: [],
    shiftToNow: false,
    role: ROLES[0],
    ownPacksDir: undefined,
    memory: false,
    data: undefined,
    remote: {},
  };
  const queue = splitEquals(args);
  for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
    if (arg === '--help' || arg === '-h') return { show: HELP };
    if (arg === '--version') return { show: `${environment.version}\n` };
    const mistake = readOption(arg, queue, draft);
    if (mistake) return { mistake: `${mistake}. See npm start -- --help` };
  }
  return finish(draft, environment);
}

function readOption(arg: string, queue: string[], draft: Draft): string | void {
  const turnOn = SWITCHES[arg];
  if (turnOn) return turnOn(draft);
  if (arg === '--events') {
    while (queue[0] !== undefined && !queue[0].startsWith('--')) draft.events.push(queue.shift() as string);
    return draft.events.length === 0 ? '--events needs at least one path' : undefined;
  }
  if (arg === '--api-key') return KEY_ON_COMMAND_LINE;
  const take = VALUES[arg];
  if (!take) return arg.startsWith('-') ? `Unknown option ${arg}` : `Unexpected "${arg}"`;
  const value = queue.shift();
  if (value === undefined || value.startsWith('--')) return `${arg} needs a value`;
  return take(draft, value);
}

function finish({ memory, data, ...options }: Draft, { workingDir, defaultDataDir }: Environment): CliResult {
  if (memory && data !== undefined) return { mistake: '--memory and --data exclude each other' };
  if (options.shiftToNow && options.events.length === 0) return { mistake: '--shift-to-now needs --events' };
  const dataDir = memory ? undefined : data === undefined ? defaultDataDir : resolve(workingDir, data);
  const remote = finishRemote(options.remote, { ...options, dataDir }, workingDir);
  if (remote && 'mistake' in remote) return { mistake: `${remote.mistake}. See npm start -- --help` };
  const events = options.events.map((path) => (path === '-' ? path : resolve(workingDir, path)));
  const ownPacksDir = options.ownPacksDir === undefined ? undefined : resolve(workingDir, options.ownPacksDir);
  return { run: { ...options, dataDir, events, ownPacksDir, remote } };
}

/** `--port=80` is `--port 80`. */
function splitEquals(args: readonly string[]): string[] {
  return args.flatMap((arg) => {
    const at = arg.startsWith('--') ? arg.indexOf('=') : -1;
    return at === -1 ? [arg] : [arg.slice(0, at), arg.slice(at + 1)];
  });
}

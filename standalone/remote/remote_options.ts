/** The part of the command line that says where a remote stack is, and what makes no sense beside it. */
import { resolve } from 'node:path';
import { isLoopback } from '../host/loopback';

/** A stack where nobody may install a plugin. */
export interface RemoteOptions {
  /** Without a slash at the end. */
  kibanaUrl: string;
  elasticsearchUrl: string;
  space: string;
  /** File with the API key, absolute; undefined: the environment has it. */
  apiKeyFile: string | undefined;
  /** PEM of the authority that signed the certificates, absolute. */
  caFile: string | undefined;
  /** Folder for the workbench's own documents, absolute. */
  dataDir: string;
}

/** As given. */
export interface RemoteDraft {
  kibanaUrl?: string;
  elasticsearchUrl?: string;
  apiKeyFile?: string;
  space?: string;
  ca?: string;
}

/** Environment variable with the API key. */
export const KEY_VARIABLE = 'DETECTION_WORKBENCH_API_KEY';

const OPTION: Readonly<Record<keyof RemoteDraft, string>> = {
  kibanaUrl: '--kibana-url',
  elasticsearchUrl: '--elasticsearch-url',
  apiKeyFile: '--api-key-file',
  space: '--space',
  ca: '--ca',
};

/** What the command line says besides. */
export interface Surrounding {
  host: string;
  /** Absolute; undefined with `--memory`. */
  dataDir: string | undefined;
  empty: boolean;
  events: readonly string[];
}

/** @returns undefined when the stack is the embedded one; `mistake` completes the sentence of the command line */
export function finishRemote(
  draft: RemoteDraft,
  surrounding: Surrounding,
  workingDir: string,
): RemoteOptions | { mistake: string } | undefined {
  const given = (Object.keys(OPTION) as Array<keyof RemoteDraft>).filter((name) => draft[name] !== undefined);
  if (given.length === 0) return undefined;
  const { kibanaUrl, elasticsearchUrl, apiKeyFile, space = 'default', ca } = draft;
  if (kibanaUrl === undefined) return { mistake: `${OPTION[given[0] as keyof RemoteDraft]} needs --kibana-url` };
  if (elasticsearchUrl === undefined) return { mistake: '--kibana-url needs --elasticsearch-url too' };
  const mistake = mistakeOf(space, surrounding);
  if (mistake !== undefined) return { mistake };
  const { dataDir } = surrounding;
  if (dataDir === undefined) return { mistake: NOT_IN_MEMORY };
  const absolute = (path: string | undefined) => (path === undefined ? undefined : resolve(workingDir, path));
  return { kibanaUrl, elasticsearchUrl, space, apiKeyFile: absolute(apiKeyFile), caFile: absolute(ca), dataDir };
}

const NOT_IN_MEMORY =
  '--memory and --kibana-url exclude each other: tunings would be gone at the end while their rules go on. ' +
  'Choose a folder with --data';

function mistakeOf(space: string, { host, empty, events }: Surrounding): string | undefined {
  if (!/^[a-z0-9_-]{1,100}$/.test(space)) {
    return `--space needs the id of a space (a to z, 0 to 9, _ and -; it stands in the address behind /s/), not "${space}"`;
  }
  if (!isLoopback(host)) {
    return `--host ${host} and --kibana-url exclude each other: whoever reaches the workbench would act with your API key, so it is for this machine only`;
  }
  if (empty) return '--empty and --kibana-url exclude each other: demo data never goes to a real stack';
  if (events.length > 0)
    return '--events and --kibana-url exclude each other: events of a real stack come from its agents';
  return undefined;
}

/**
 * An address as it is kept and shown: no slash at the end, nothing secret.
 *
 * @throws Error with words for people; it repeats nothing of an address that may hold a password
 */
export function readUrl(option: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new Error(`${option} needs an address that begins with https:// or http://`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new Error(`${option} must not hold a user and password: only an API key is used, from --api-key-file`);
  }
  if (url.search !== '' || url.hash !== '') throw new Error(`${option} must end before "?" and "#"`);
  if (/^\/(app|s)(\/|$)/.test(url.pathname)) {
    throw new Error(`${option} must end before /app and /s; a space is chosen with --space`);
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** The seam between the command line and a remote stack: key, certificate, connection check, own documents. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Pack } from '../../common/packs';
import type { OpenPacks } from '../../server/services/packs';
import { RemoteStack, type Finding } from '../../server/stack/kibana';
import type { StackFactory } from '../../server/stack/factory';
import { StartFailure, type Backing } from '../backing';
import { isLoopback } from '../host/loopback';
import { readApiKey } from './api_key';
import { RemoteDocuments, remoteDocumentsFile } from './documents';
import type { RemoteOptions } from './remote_options';
import { connectionReport, exitCodeOf } from './report';

export interface OpenRemoteOptions {
  remote: RemoteOptions;
  /** What they read is looked for at the start. */
  openPacks: OpenPacks;
  /** Where the key may be when no file is named. */
  environment: Readonly<Record<string, string | undefined>>;
  /** Says what the check found. */
  print: (text: string) => void;
  /** Longest wait for one answer, in milliseconds. */
  timeoutMs?: number;
}

const TIMEOUT_MS = 60_000;
const MAX_BYTES = 67_108_864;

/**
 * @throws StartFailure when the check fails; Error for a key or certificate that cannot be read; StackError when the file
 *   for the documents cannot be used
 */
export async function openRemote(options: OpenRemoteOptions): Promise<Backing> {
  const { remote, print, timeoutMs = TIMEOUT_MS } = options;
  const { kibanaUrl, elasticsearchUrl, space } = remote;
  const key = readApiKey(remote.apiKeyFile, options.environment);
  const ca = remote.caFile === undefined ? undefined : readAuthority(remote.caFile);
  const documents = new RemoteDocuments(remoteDocumentsFile(remote.dataDir, remote));
  const { stack, findings, facts } = await RemoteStack.connect(
    {
      kibanaUrl,
      elasticsearchUrl,
      apiKey: key.encoded,
      space,
      ...(ca ? { ca } : {}),
      timeoutMs,
      maxBytes: MAX_BYTES,
      documents: (user) => documents.of(user),
      documentsAt: documents.path,
      known: [...keyFindings(key.warning), ...plainTextFindings(remote)],
    },
    patternsOf((await options.openPacks()).packs()),
  );
  const report = connectionReport(remote, findings);
  if (!stack || !facts) throw new StartFailure(report, exitCodeOf(findings));
  print(report);
  await documents.open();
  return {
    stackFactory: closing(stack, documents),
    username: facts.user,
    hasEventPages: false,
    about: [
      ['stack', `${kibanaUrl}, space ${space}, Kibana ${facts.version}`],
      ['data', `${documents.path}: tunings, runs and activity, on this machine only`],
      ['note', 'One user: whoever can open this address acts with your API key.'],
    ],
    loadEvents: async () => undefined,
  };
}

function closing(stack: StackFactory, documents: RemoteDocuments): StackFactory {
  return { start: (core, deps) => stack.start(core, deps), stop: async () => documents.close() };
}

/** What rules of the packs read. */
function patternsOf(packs: readonly Pack[]): string[] {
  const sources = packs.flatMap(({ rules }) => rules.flatMap((rule) => rule.sources));
  return [...new Set(sources.flatMap(({ index }) => index))].sort();
}

function readAuthority(file: string): string {
  const pem = readFileSync(file, 'utf8');
  try {
    new X509Certificate(pem);
    return pem;
  } catch {
    throw new Error(`${file}: this is no certificate in PEM form (-----BEGIN CERTIFICATE-----).`);
  }
}

const keyFindings = (warning: string | undefined): Finding[] =>
  warning === undefined ? [] : [{ level: 'warn', text: warning }];

function plainTextFindings({ kibanaUrl, elasticsearchUrl }: RemoteOptions): Finding[] {
  const open = [kibanaUrl, elasticsearchUrl].filter((url) => isSentInTheClear(new URL(url)));
  if (open.length === 0) return [];
  return [
    {
      level: 'warn',
      text: `The key goes to ${open.join(' and ')} unencrypted: who is on the way can read and use it.`,
    },
  ];
}

const isSentInTheClear = ({ protocol, hostname }: URL): boolean =>
  protocol === 'http:' && !isLoopback(hostname.replace(/^\[|\]$/g, ''));

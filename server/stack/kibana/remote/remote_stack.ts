/** The adapter from outside, for stacks where nobody may install a plugin: one user, one space, one API key. */
import type { KibanaRequest } from '@kbn/core/server';
import type { DocumentStore } from '../../documents';
import type { StackFactory } from '../../factory';
import type { RemoteFacts, Stack, StackProvider } from '../../stack';
import { ElasticsearchApi } from '../apis';
import { createKibanaStack } from '../create_stack';
import { peopleOfElasticsearch } from '../people';
import { following } from '../transport/following';
import { remoteElasticsearch, remoteKibana, type RemoteSettings } from '../transport/remote';
import type { ElasticsearchTransport, KibanaTransport } from '../transport/types';
import { checkConnection, type Connection, type ConnectionFacts } from './connection_check';
import { ConnectionMonitor } from './connection_monitor';
import type { Finding } from './findings';

export interface RemoteStackOptions {
  kibanaUrl: string;
  elasticsearchUrl: string;
  /** In its encoded form. Never logged, never in an error, never sent to the browser. */
  apiKey: string;
  space: string;
  /** PEM of the authority that signed both certificates. */
  ca?: string;
  timeoutMs: number;
  maxBytes: number;
  /** Where the workbench keeps its own documents; `user` is whose key it is. */
  documents: (user: string) => DocumentStore;
  /** Where that is, for people. */
  documentsAt: string;
  /** What is known before anybody is asked, for example about the key's file. */
  known?: readonly Finding[];
  /** Milliseconds since 1970. */
  clock?: () => number;
}

/** Longest wait for one answer of the check at the start. */
const CHECK_MS = 15_000;
/** How long a server may take later to show that it is still there. */
const PROBE_MS = 3_000;

interface Parts {
  options: RemoteStackOptions;
  facts: ConnectionFacts;
  monitor: ConnectionMonitor;
  kibana: KibanaTransport;
  elasticsearch: ElasticsearchTransport;
  /** What the environment page says. */
  about: RemoteFacts;
}

export class RemoteStack implements StackFactory {
  private constructor(private readonly parts: Parts) {}

  /**
   * @param index patterns of the events that the packs read
   * @returns what was found; `stack` is there when the workbench can be used
   */
  static async connect(
    options: RemoteStackOptions,
    index: readonly string[],
  ): Promise<Connection & { stack?: RemoteStack }> {
    const { kibanaUrl, elasticsearchUrl, space, timeoutMs, documentsAt, clock = Date.now } = options;
    const connection = await checkConnection(transportsTo(options, Math.min(timeoutMs, CHECK_MS)), space, index);
    const { facts } = connection;
    const findings = [...(options.known ?? []), ...connection.findings];
    if (!facts) return { findings };
    const monitor = new ConnectionMonitor(transportsTo(options, PROBE_MS), facts.version, clock);
    const { kibana, elasticsearch } = transportsTo(options, timeoutMs);
    const { keyName } = facts;
    const stack = new RemoteStack({
      options,
      facts,
      monitor,
      kibana: monitor.watchKibana(kibana),
      elasticsearch: monitor.watchElasticsearch(elasticsearch),
      about: { kibanaUrl, elasticsearchUrl, documents: documentsAt, findings, ...(keyName ? { keyName } : {}) },
    });
    return { facts, findings, stack };
  }

  start(): StackProvider {
    return { forRequest: async (request) => this.make(request as KibanaRequest) };
  }

  private make(request: KibanaRequest): Stack {
    const { options, facts, monitor, kibana, about } = this.parts;
    const elasticsearch = following(request, this.parts.elasticsearch);
    return createKibanaStack({
      version: monitor.version,
      platinum: facts.platinum,
      // The page is not served by that Kibana, so it cannot link into it.
      kibanaApps: false,
      user: { name: facts.user },
      space: options.space,
      kibana,
      elasticsearch,
      documents: options.documents(facts.user),
      suggestPeople: peopleOfElasticsearch(new ElasticsearchApi(elasticsearch)),
      facts: async () => ({ demoData: false, limits: {}, remote: about }),
      connection: () => monitor.state(),
    });
  }
}

function transportsTo(options: RemoteStackOptions, timeoutMs: number) {
  const { kibanaUrl, elasticsearchUrl, apiKey, space, ca, maxBytes } = options;
  const settings = (url: string): RemoteSettings => ({ url, apiKey, timeoutMs, maxBytes, ...(ca ? { ca } : {}) });
  return {
    kibana: remoteKibana(settings(kibanaUrl), space),
    elasticsearch: remoteElasticsearch(settings(elasticsearchUrl)),
  };
}

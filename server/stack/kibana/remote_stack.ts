/** The adapter from outside, for stacks where nobody may install a plugin: one user, one space, one API key. */
import type { DocumentStore } from '../documents';
import type { StackFactory } from '../factory';
import type { Stack, StackFacts, StackProvider } from '../stack';
import { ElasticsearchApi } from './apis';
import { checkConnection, type Connection } from './connection_check';
import { createKibanaStack } from './create_stack';
import { peopleOfElasticsearch } from './people';
import { remoteElasticsearch, remoteKibana, type RemoteSettings } from './transport/remote';

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
  /** What the environment page says, for example where the documents are. */
  facts: StackFacts;
}

export class RemoteStack implements StackFactory {
  private constructor(private readonly stack: Stack) {}

  /**
   * @param index patterns of the events that the packs read
   * @returns what was found; `stack` is there when the workbench can be used
   */
  static async connect(
    options: RemoteStackOptions,
    index: readonly string[],
  ): Promise<Connection & { stack?: RemoteStack }> {
    const { kibanaUrl, elasticsearchUrl, apiKey, space, ca, timeoutMs, maxBytes, documents } = options;
    const settings = (url: string): RemoteSettings => ({ url, apiKey, timeoutMs, maxBytes, ...(ca ? { ca } : {}) });
    const kibana = remoteKibana(settings(kibanaUrl), space);
    const elasticsearch = remoteElasticsearch(settings(elasticsearchUrl));
    const connection = await checkConnection({ kibana, elasticsearch }, space, index);
    if (!connection.facts) return connection;
    const { version, platinum, user } = connection.facts;
    const stack = createKibanaStack({
      version,
      platinum,
      // The page is not served by that Kibana, so it cannot link into it.
      kibanaApps: false,
      user: { name: user },
      space,
      kibana,
      elasticsearch,
      documents: documents(user),
      suggestPeople: peopleOfElasticsearch(new ElasticsearchApi(elasticsearch)),
      facts: options.facts,
    });
    return { ...connection, stack: new RemoteStack(stack) };
  }

  start(): StackProvider {
    return { forRequest: async () => this.stack };
  }
}

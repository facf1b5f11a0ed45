/** Puts the adapter together, wherever it runs: in Kibana, from outside, or on a double in tests. */
import type { DocumentStore } from '../documents';
import type { ConnectionState, Stack, StackFacts, StackUser } from '../stack';
import { KibanaAlertStore } from './alerts/alert_store';
import { ElasticsearchApi, KibanaApi } from './apis';
import { KibanaEventStore } from './events/event_store';
import { KibanaExceptionStore } from './exceptions/exception_store';
import { featuresOf, type FeatureFacts } from './features';
import type { SuggestPeople } from './people';
import { KibanaRuleStore } from './rules/rule_store';
import { deleteSearchOverHttp } from './searches/saved_objects';
import { KibanaSearchStore, type DeleteSearch } from './searches/search_store';
import type { ElasticsearchTransport, KibanaTransport } from './transport/types';

export interface KibanaStackParts extends FeatureFacts {
  user: StackUser;
  space: string;
  /** Calls Kibana as the user, in the space. */
  kibana: KibanaTransport;
  /** Calls Elasticsearch as the user. */
  elasticsearch: ElasticsearchTransport;
  /** Where the workbench keeps its own documents. */
  documents: DocumentStore;
  suggestPeople: SuggestPeople;
  /** This Kibana's cases have been told of our kind of attachment; from outside nobody could tell them. */
  attachesVerdicts?: boolean;
  /** Removes a saved search in-process; by default over HTTP. */
  deleteSearch?: DeleteSearch;
  /** What the environment page shows beyond the features. */
  facts?: () => Promise<StackFacts>;
  /** Whether both servers are there. */
  connection?: () => Promise<ConnectionState>;
  /** Milliseconds since 1970. */
  clock?: () => number;
}

export function createKibanaStack(parts: KibanaStackParts): Stack {
  const {
    user,
    space,
    documents,
    suggestPeople,
    facts,
    connection,
    attachesVerdicts = false,
    clock = Date.now,
  } = parts;
  const kibana = new KibanaApi(parts.kibana);
  const elasticsearch = new ElasticsearchApi(parts.elasticsearch);
  const features = featuresOf(parts);
  const exceptions = new KibanaExceptionStore(kibana);
  const deleteSearch = parts.deleteSearch ?? ((id: string) => deleteSearchOverHttp(kibana, id));
  return {
    user,
    space,
    features,
    rules: new KibanaRuleStore(kibana, features.version),
    exceptions,
    alerts: new KibanaAlertStore({
      kibana,
      elasticsearch,
      space,
      keepsReason: features.closeReason,
      suggestPeople,
      attachesVerdicts,
    }),
    events: new KibanaEventStore(elasticsearch, exceptions, clock),
    searches: new KibanaSearchStore(kibana, documents, space, deleteSearch),
    documents,
    ...(facts ? { facts } : {}),
    ...(connection ? { connection } : {}),
  };
}

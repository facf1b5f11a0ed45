/** The port's adapter onto Elasticsearch and Kibana's public APIs. */
export { KibanaStackFactory, type KibanaStackSettings } from './kibana_stack';
export { createKibanaStack, type KibanaStackParts } from './create_stack';
export { SavedObjectDocumentStore } from './documents/document_store';
export { remoteElasticsearch, remoteKibana, type RemoteSettings } from './transport/remote';
export { RemoteStack, type RemoteStackOptions } from './remote/remote_stack';
export { checkConnection, type Connection } from './remote/connection_check';
export type { FailureReason, Finding } from './remote/findings';
export type {
  Answer,
  ElasticsearchCall,
  ElasticsearchTransport,
  HttpMethod,
  KibanaCall,
  KibanaTransport,
} from './transport/types';

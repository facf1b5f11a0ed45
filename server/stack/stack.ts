/**
 * The port through which the workbench reaches Elastic.
 *
 * Services know only these interfaces. Two adapters implement them: `server/stack/kibana` (Elasticsearch and Kibana's
 * public APIs, as the current user) and `standalone/stack` (SQLite and our EQL engine). One contract suite,
 * `test/contract`, runs against both, so what a doc comment promises here is tested there.
 */
import type { AlertStore } from './alerts';
import type { DocumentStore } from './documents';
import type { EventStore } from './events';
import type { ExceptionStore } from './exceptions';
import type { RuleStore } from './rules';
import type { SearchStore } from './searches';

/** Everything one request can reach: one user in one space. Cheap to make, never kept between requests. */
export interface Stack {
  readonly user: StackUser;
  /** Space id, `default` outside Kibana. */
  readonly space: string;
  readonly features: StackFeatures;
  readonly rules: RuleStore;
  readonly exceptions: ExceptionStore;
  readonly alerts: AlertStore;
  readonly events: EventStore;
  readonly searches: SearchStore;
  readonly documents: DocumentStore;
  /** What the environment page shows beyond `features`; absent where the stack has nothing to say. */
  facts?(): Promise<StackFacts>;
  /** Whether the stack is there; absent where it cannot be elsewhere. May take a few seconds: ask only to show it. */
  connection?(): Promise<ConnectionState>;
}

export interface StackFacts {
  /** Demo events or their alerts are in the store. */
  demoData: boolean;
  /** Limits that are in force, for people: retention of events, alerts, activity and runs, sizes. */
  limits: Readonly<Record<string, number | string>>;
  /** Where the stack is another machine's, reached with an API key. */
  remote?: RemoteFacts;
}

export interface RemoteFacts {
  kibanaUrl: string;
  elasticsearchUrl: string;
  /** Name of the API key, never the key; absent where there is none. */
  keyName?: string;
  /** Where the workbench's own documents are, for people. */
  documents: string;
  /** What the check at the start found. */
  findings: ReadonlyArray<{ level: 'ok' | 'warn' | 'fail'; text: string }>;
}

/** `refused`: it answers, but not to this key. `since` is ISO 8601 UTC. */
export type ConnectionState = { status: 'connected' } | { status: 'lost' | 'refused'; since: string; reason: string };

export interface StackUser {
  /** Login name, shown in histories. */
  name: string;
  /** User-profile uid where the stack has one (needed to assign alerts to oneself). */
  profileUid?: string;
}

/** What the stack behind the port can do. Pages and services ask here, never for a product name or version. */
export interface StackFeatures {
  kind: 'kibana' | 'embedded';
  /** Kibana version, e.g. `8.12.2`; for the embedded stack the version whose behaviour it follows. */
  version: string;
  /** Closing an alert stores a reason in the alert (Kibana 9.2+); elsewhere the reason is kept as a workflow tag. */
  closeReason: boolean;
  /** Alerts can be assigned to people. */
  assignees: boolean;
  /** Alert suppression, per rule kind, as licence and version allow. */
  suppression: { event: boolean; sequence: boolean };
  cases: boolean;
  /** Kibana's apps (Discover, Security) exist to link to. */
  kibanaApps: boolean;
}

/** Makes the stack of one request. The plugin gets one from its host (`server/plugin.ts`). */
export interface StackProvider {
  /**
   * @param request Kibana's (or the standalone host's) request object, opaque to services
   * @throws StackError `unauthorized`, `unavailable`
   */
  forRequest(request: unknown): Promise<Stack>;
  /**
   * The workbench's own documents of a space as the server itself, for what happens when no user of the workbench is
   * there; absent, or `undefined`, where nothing does. Who is named as their author is not checked.
   */
  serverDocuments?(space: string, author: string): DocumentStore | undefined;
}

export type { AlertStore, DocumentStore, EventStore, ExceptionStore, RuleStore, SearchStore };
export { StackError, type ItemResult, type StackErrorCode } from './outcomes';
export type { TimeRange } from './time_range';

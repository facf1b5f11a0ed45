/** The shapes that go in and out of the engine. */
import type { EqlStatement, Range } from './ast';

/** An ECS document: nested, flattened, or mixed; any value may be an array. */
export type EventSource = Readonly<Record<string, unknown>>;

export interface EqlHit {
  readonly _id: string;
  readonly _index?: string;
  readonly _source: EventSource;
}

/** Field name to Elasticsearch field type (`keyword`, `long`, `ip`, `date`, `boolean`, …). */
export type EqlSchema = Readonly<Record<string, string>>;

export interface CompileOptions {
  /** With a schema the query is verified against it and fields are read by their type; without one, values are taken as they come. */
  readonly schema?: EqlSchema;
  /** Types of fields where they are known, without holding the query to them. `schema` wins. */
  readonly fieldTypes?: EqlSchema;
  /** Default `@timestamp`. */
  readonly timestampField?: string;
  /** Default `event.category`. */
  readonly eventCategoryField?: string;
  readonly tiebreakerField?: string;
}

/** Category and condition of one event query. */
export interface EventFilter {
  /** null for `any`. */
  readonly category: string | null;
  /** Category and condition together. */
  matches(doc: EventSource): boolean;
  /** The condition alone, for callers that dispatch by category themselves. */
  matchesCondition(doc: EventSource): boolean;
}

/** Where and by what events are ordered. */
export interface ResolvedOptions {
  readonly schema?: EqlSchema;
  readonly fieldTypes?: EqlSchema;
  readonly timestampField: string;
  readonly eventCategoryField: string;
  readonly tiebreakerField?: string;
}

interface MatcherBase {
  readonly statement: EqlStatement;
  readonly options: ResolvedOptions;
}

export interface EventMatcher extends MatcherBase, EventFilter {
  readonly kind: 'event';
}

/** One clause of a sequence or sample, compiled. `runs` repeats the same object. */
export interface CompiledStage {
  readonly filter: EventFilter;
  readonly missing: boolean;
  readonly keys: KeyReader;
  /** Index of the term in the query's `terms`. */
  readonly term: number;
}

/** Every key tuple under which an event takes part; empty when a required key is missing. */
export type KeyReader = (doc: EventSource) => readonly JoinKey[];

export interface JoinKey {
  /** Equal for equal tuples. */
  readonly id: string;
  readonly values: readonly KeyValue[];
}

export type KeyValue = string | number | boolean | null;

export interface SequenceMatcher extends MatcherBase {
  readonly kind: 'sequence';
  readonly stages: readonly CompiledStage[];
  readonly until?: CompiledStage;
  readonly maxspanMs?: number;
  readonly hasKeys: boolean;
}

export interface SampleMatcher extends MatcherBase {
  readonly kind: 'sample';
  readonly stages: readonly CompiledStage[];
  readonly hasKeys: true;
}

export type EqlMatcher = EventMatcher | SequenceMatcher | SampleMatcher;

export interface RunOptions {
  /** Results to return; default 10. */
  readonly size?: number;
  /** Accepted for symmetry with Elasticsearch; changes no answer. */
  readonly fetchSize?: number;
  /** Which end of the results `size` keeps; default `tail`. */
  readonly resultPosition?: 'head' | 'tail';
  /** Samples per key; default 1. */
  readonly maxSamplesPerKey?: number;
  /** Partial matches held at a time before the oldest are dropped (then `truncated` is set); default 1,000,000. */
  readonly maxPartials?: number;
}

/** The placeholder in a sequence for a clause whose event is absent. */
export interface MissingEvent {
  readonly missing: true;
}

export interface EqlSequence<H extends EqlHit = EqlHit> {
  readonly joinKeys: readonly KeyValue[];
  readonly events: readonly (H | MissingEvent)[];
}

export interface EqlResult<H extends EqlHit = EqlHit> {
  readonly kind: 'event' | 'sequence' | 'sample';
  /** Event queries; empty for the others. */
  readonly events: readonly H[];
  /** Sequences and samples; empty for event queries. */
  readonly sequences: readonly EqlSequence<H>[];
  /** Matches found before pipes and size. */
  readonly total: number;
  /** A memory bound was reached: matches may be missing. */
  readonly truncated: boolean;
}

export type Verdict = true | false | 'not_evaluated';

/** One condition of the query, and what the event made of it. */
export interface ExplainNode {
  /** What the node is. */
  readonly label: 'category' | 'and' | 'or' | 'not' | 'comparison' | 'in' | 'pattern' | 'call' | 'field' | 'literal';
  readonly text: string;
  readonly range: Range;
  readonly verdict: Verdict;
  /** The fields read here, when exactly one: its name. */
  readonly field?: string;
  /** A field that this condition needs has no value in the event. */
  readonly missing?: boolean;
  /** What the query asks for. */
  readonly literal?: readonly unknown[];
  /** What the event has. */
  readonly actual?: readonly unknown[];
  /** The members of `literal` that matched. */
  readonly matched?: readonly unknown[];
  readonly children: readonly ExplainNode[];
}

export interface StageExplanation {
  readonly stage: number;
  readonly text: string;
  readonly missing: boolean;
  /** The event passes this stage's filter and has its keys. */
  readonly serves: boolean;
  /** Required key fields that the event lacks. */
  readonly missingKeys: readonly string[];
  readonly joinKeys: readonly (readonly KeyValue[])[];
  readonly root: ExplainNode;
}

export interface Explanation {
  readonly kind: 'event' | 'sequence' | 'sample';
  /** What the engine says: the event matches (event query), or can serve some positive stage (sequence, sample). */
  readonly verdict: boolean;
  /** The whole condition, category first; for sequences that of the first stage the event serves, else of the first. */
  readonly root: ExplainNode;
  /** The first condition in reading order that decided against the event. */
  readonly firstDecidingFalse?: ExplainNode;
  /** Sequences and samples: per stage, whether the event can serve it. */
  readonly stages: readonly StageExplanation[];
  /** Sequences and samples: the positive stages that this event cannot serve, in order. */
  readonly stillMissing: readonly number[];
}

export type ProblemCode =
  | 'syntax'
  | 'unknown_column'
  | 'unknown_function'
  | 'arity'
  | 'type'
  | 'not_boolean'
  | 'join_key_type'
  | 'unsupported'
  | 'field_to_field'
  | 'bad_pattern'
  | 'clause_never_decides'
  | 'contradictory_values'
  | 'duplicate_value'
  | 'value_never_seen'
  | 'network_list_incomplete'
  | 'case_sensitive_windows_name';

/** Something wrong (`error`: Elasticsearch refuses the query, in its words) or doubtful (`lint`: our own advice). */
export interface EqlProblem {
  readonly level: 'error' | 'lint';
  readonly code: ProblemCode;
  /** Errors: which of Elasticsearch's three kinds. */
  readonly type?: EqlErrorType;
  readonly message: string;
  readonly range: Range;
  /** As Elasticsearch prints them, quirks included; for lint the true position. 1-based. */
  readonly line: number;
  readonly column: number;
}

export type EqlErrorType = 'parsing' | 'verification' | 'planning';

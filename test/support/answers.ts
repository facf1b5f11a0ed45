/** What a rule says about documents, computed by the engine as the detection engine would run it. */
import {
  compileItems,
  fieldSchema,
  type CompiledItems,
  type ExceptionItem,
  type ItemEntry,
} from '../../common/allowlist';
import { compile, EqlError, run, type EqlMatcher, type EqlSchema } from '../../common/eql';
import { readsIndex, type RecordedEvent } from '../../common/expectations';

/** Wide enough for every recording: nothing is cut off. */
const SIZE = 10_000;

export interface RunnableRule {
  query: string;
  /** Without it every document is read. */
  index?: readonly string[];
}

export interface Answer {
  /** Positions of the matching documents, one list a match; of one document for an event rule. */
  matches: number[][];
  /** Alerts the detection engine makes: one a document, or one shell and one an item for a sequence. */
  alerts: number;
  /** The whole run fails. */
  error?: string;
}

interface Positioned {
  _id: string;
  _source: RecordedEvent['_source'];
}

const matchers = new WeakMap<EqlSchema, Map<string, EqlMatcher>>();

function matcherFor(query: string, schema: EqlSchema): EqlMatcher {
  const known = matchers.get(schema) ?? new Map<string, EqlMatcher>();
  matchers.set(schema, known);
  const matcher = known.get(query) ?? compile(query, { schema });
  known.set(query, matcher);
  return matcher;
}

/** Runs a rule over documents, with exception items if given. */
export function answerOf(
  rule: RunnableRule,
  events: readonly RecordedEvent[],
  schema: EqlSchema,
  items?: CompiledItems,
): Answer {
  if (items?.state === 'fails')
    return { matches: [], alerts: 0, error: items.causes[0]?.problem ?? 'an item makes the run fail' };
  const visible = events.flatMap((event, position): Positioned[] => {
    const seen = (rule.index === undefined || readsIndex(rule.index, event._index)) && !items?.hiddenBy(event._source);
    return seen ? [{ _id: String(position), _source: event._source }] : [];
  });
  try {
    const matcher = matcherFor(rule.query, schema);
    const result = run(matcher, visible, { size: SIZE });
    const matches =
      result.kind === 'event'
        ? result.events.map((hit) => [Number(hit._id)])
        : result.sequences.map((sequence) => sequence.events.flatMap((hit) => ('_id' in hit ? [Number(hit._id)] : [])));
    const alerts =
      result.kind === 'event' ? matches.length : matches.reduce((sum, sequence) => sum + 1 + sequence.length, 0);
    return { matches, alerts };
  } catch (error) {
    if (!(error instanceof EqlError)) throw error;
    return { matches: [], alerts: 0, error: error.message };
  }
}

/** An exception item with these conditions and nothing else. */
export function itemOf(name: string, entries: ItemEntry[], rest: Partial<ExceptionItem> = {}): ExceptionItem {
  return {
    item_id: name,
    list_id: 'list',
    namespace_type: 'single',
    type: 'simple',
    name,
    description: '',
    entries,
    os_types: [],
    tags: [],
    comments: [],
    ...rest,
  };
}

/** Compiles items against field types at a moment. */
export function compiled(items: readonly ExceptionItem[], types: EqlSchema, now: number): CompiledItems {
  return compileItems(items, { schema: fieldSchema(types), now });
}

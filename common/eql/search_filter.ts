/** The Query DSL that `_eql/search` takes as `filter`: the queries that time pickers, filter bars and exceptions produce. */
import { EqlError } from './errors';
import { equalsTest, orderTest, wildcardTest } from './compile/leaf_tests';
import type { EqlHit, EqlSchema, EventSource } from './types';
import { anyScalar, fieldReader, type ScalarTest } from './values/fields';
import { fieldTypeOf } from './values/field_types';

export type HitTest = (hit: EqlHit) => boolean;

const RANGE_OPERATORS = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(reason: string): never {
  throw new EqlError('parsing', reason, '', { start: -1, end: -1 });
}

/** Throws `EqlError` for a query that is not known here. */
export function compileFilter(query: unknown, types: EqlSchema | undefined, timestampField: string): HitTest {
  const compiler = new FilterCompiler(types, timestampField);
  return compiler.query(query, 0);
}

const MAX_DEPTH = 50;

class FilterCompiler {
  constructor(
    private readonly types: EqlSchema | undefined,
    private readonly timestampField: string,
  ) {}

  query(query: unknown, depth: number): HitTest {
    if (!isObject(query) || depth > MAX_DEPTH) return refuse('query malformed');
    const [entry, ...more] = Object.entries(query);
    if (!entry || more.length > 0) return refuse('query malformed, expected one query type');
    const [kind, body] = entry;
    switch (kind) {
      case 'match_all':
        return () => true;
      case 'match_none':
        return () => false;
      case 'bool':
        return this.bool(body, depth + 1);
      case 'exists':
        return this.onField(String(isObject(body) ? body.field : ''), () => true);
      case 'ids': {
        const ids = new Set(isObject(body) && Array.isArray(body.values) ? body.values.map(String) : []);
        return ({ _id }) => ids.has(_id);
      }
      default:
        return this.fieldQuery(kind, body);
    }
  }

  private bool(body: unknown, depth: number): HitTest {
    if (!isObject(body)) return refuse('[bool] malformed');
    const list = (name: string) => {
      const value = body[name];
      return (value === undefined ? [] : Array.isArray(value) ? value : [value]).map((one) => this.query(one, depth));
    };
    const must = [...list('must'), ...list('filter')];
    const mustNot = list('must_not');
    const should = list('should');
    const wanted = Number(body.minimum_should_match ?? (must.length === 0 && should.length > 0 ? 1 : 0));
    return (hit) =>
      must.every((test) => test(hit)) &&
      !mustNot.some((test) => test(hit)) &&
      (wanted <= 0 || should.filter((test) => test(hit)).length >= wanted);
  }

  private fieldQuery(kind: string, body: unknown): HitTest {
    const [entry] = isObject(body) ? Object.entries(body).filter(([name]) => name !== 'boost') : [];
    if (!entry) return refuse(`[${kind}] malformed`);
    const [name, asked] = entry;
    const type = fieldTypeOf(name, this.types, this.timestampField);
    switch (kind) {
      case 'term':
      case 'match_phrase': {
        const value = scalar(isObject(asked) ? (asked.value ?? asked.query) : asked);
        const folds = isObject(asked) && asked.case_insensitive === true;
        return this.onField(name, folds ? wildcardTest([String(value)], true) : equalsTest(value, type));
      }
      case 'terms': {
        const tests = (Array.isArray(asked) ? asked : []).map((value) => equalsTest(scalar(value), type));
        return this.onField(name, (raw) => tests.some((test) => test(raw)));
      }
      case 'prefix':
      case 'wildcard': {
        const pattern = String(isObject(asked) ? (asked.value ?? asked.wildcard) : asked);
        const folds = isObject(asked) && asked.case_insensitive === true;
        return this.onField(name, wildcardTest([kind === 'prefix' ? `${pattern}*` : pattern], folds));
      }
      case 'range': {
        if (!isObject(asked)) return refuse('[range] malformed');
        const tests: ScalarTest[] = [];
        for (const [bound, op] of Object.entries(RANGE_OPERATORS)) {
          const value = asked[bound];
          if (value !== undefined && value !== null) tests.push(orderTest(op, scalar(value), type));
        }
        return this.onField(name, (raw) => tests.every((test) => test(raw)));
      }
      default:
        return refuse(`unknown query [${kind}]`);
    }
  }

  private onField(name: string, test: ScalarTest): HitTest {
    const read = fieldReader(name);
    return ({ _source }: { readonly _source: EventSource }) => anyScalar(read(_source), test);
  }
}

function scalar(value: unknown): string | number | boolean {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return refuse('query value malformed');
}

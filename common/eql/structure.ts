/**
 * Turns the parser's raw output into the tree, with the rules that Elasticsearch applies while it builds its own: join keys,
 * spans, runs, counts, missing events, pipes. Main query before pipes, first error wins.
 */
import type {
  EqlExpression,
  EqlField,
  EqlJoinQuery,
  EqlPipe,
  EqlQuery,
  EqlSampleQuery,
  EqlSequenceQuery,
  EqlSpan,
  EqlStatement,
  EqlTerm,
  Range,
} from './ast';
import { foldConstant } from './compile/expression';
import { EqlError } from './errors';
import type { RawJoin, RawKeys, RawPipe, RawSample, RawSequence, RawStatement, RawTerm } from './grammar.generated';
import { didYouMean } from './suggestions';

const MAX_SEQUENCE_CLAUSES = 256;
const MAX_RUNS = 100;
const MAX_SAMPLE_CLAUSES = 5;
const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const KNOWN_PIPES = ['count', 'filter', 'head', 'sort', 'tail', 'unique', 'unique_count'];

export function buildStatement(raw: RawStatement, text: string): EqlStatement {
  const builder = new Builder(text);
  const query = builder.query(raw.query);
  if (query.kind === 'sample' && raw.pipes.length > 0) {
    throw builder.error('Samples do not support pipes yet', raw.pipes[0]!.range);
  }
  const pipes = raw.pipes.map((pipe) => builder.pipe(pipe));
  return { kind: 'statement', query, pipes, text, range: { start: 0, end: text.length } };
}

class Builder {
  constructor(private readonly text: string) {}

  error(message: string, range: Range): EqlError {
    return new EqlError('parsing', message, this.text, range, 'builder');
  }

  private textOf(range: Range): string {
    return this.text.slice(range.start, range.end);
  }

  query(raw: RawStatement['query']): EqlQuery {
    switch (raw.kind) {
      case 'event':
        return raw;
      case 'sequence':
        return this.sequence(raw);
      case 'sample':
        return this.sample(raw);
      case 'join':
        return this.join(raw);
    }
  }

  private sequence(raw: RawSequence): EqlSequenceQuery {
    if (raw.misplaced && raw.span) {
      throw this.error('Please specify sequence [by] before [with] not after', raw.range);
    }
    const keys = this.keys(raw.keys);
    const maxspan = raw.span ? this.span(raw.span) : undefined;
    const rawTerms = raw.until ? [...raw.terms, raw.until] : [...raw.terms];
    const all = this.terms(rawTerms, (clauses, term) => {
      if (clauses > MAX_SEQUENCE_CLAUSES) {
        const message = `Sequence cannot contain more than ${MAX_SEQUENCE_CLAUSES} queries; found [${clauses}]`;
        throw this.error(message, term.range);
      }
    });
    const until = raw.until ? all.pop() : undefined;
    const clauses = countClauses(all);
    if (clauses < 2) throw this.error(`A sequence requires a minimum of 2 queries, found [${clauses}]`, raw.range);
    if (all.every((term) => term.missing)) {
      throw this.error('A sequence requires at least one positive event query; found none', raw.range);
    }
    if (!maxspan && all.some((term) => term.missing)) {
      const message = '[maxspan] is required for sequences with missing events queries; found none';
      throw this.error(message, raw.range);
    }
    return { kind: 'sequence', keys, maxspan, terms: all, until, range: raw.range };
  }

  private sample(raw: RawSample): EqlSampleQuery {
    const keys = this.keys(raw.keys);
    const terms = this.terms(raw.terms, (_, term) => {
      if (term.missing) throw this.error('Missing events are supported only for sequences', term.range);
      if (keys.length + term.keys.length === 0) {
        throw this.error('A sample must have at least one join key, found none', term.range);
      }
      this.refuseRepeatedKeys([...keys, ...term.keys], term.range);
    });
    if (terms.length < 2) {
      throw this.error(`A sample requires a minimum of 2 queries, found [${terms.length}]`, raw.range);
    }
    if (terms.length > MAX_SAMPLE_CLAUSES) {
      const message = `A sample cannot contain more than ${MAX_SAMPLE_CLAUSES} queries, found [${terms.length}]`;
      throw this.error(message, raw.range);
    }
    return { kind: 'sample', keys, terms, range: raw.range };
  }

  private refuseRepeatedKeys(keys: readonly EqlField[], range: Range): void {
    const names = keys.map((key) => key.name);
    const repeated = [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
    if (repeated.length > 0) {
      throw this.error(`Join keys must be used only once, found duplicates: [${repeated.join(',')}]`, range);
    }
  }

  private join(raw: RawJoin): EqlJoinQuery {
    const keys = this.keys(raw.keys);
    const terms = this.terms(raw.until ? [...raw.terms, raw.until] : raw.terms, () => undefined);
    const until = raw.until ? terms.pop() : undefined;
    return { kind: 'join', keys, terms, until, range: raw.range };
  }

  /** Every term must have as many keys as the first. `inspect` sees each term with the number of clauses so far. */
  private terms(raw: readonly RawTerm[], inspect: (clauses: number, term: EqlTerm) => void): EqlTerm[] {
    const terms: EqlTerm[] = [];
    let clauses = 0;
    for (const rawTerm of raw) {
      const term = this.term(rawTerm);
      terms.push(term);
      clauses += term.runs;
      inspect(clauses, term);
      const expected = terms[0]!.keys.length;
      if (term.keys.length !== expected) {
        const message = `Inconsistent number of join keys specified; expected [${expected}] but found [${term.keys.length}]`;
        throw this.error(message, rawTerm.keys?.range ?? rawTerm.range);
      }
    }
    return terms;
  }

  private term(raw: RawTerm): EqlTerm {
    const keys = this.keys(raw.keys);
    const runs = raw.option ? this.runs(raw.option) : 1;
    return { missing: raw.missing, event: raw.event, keys, runs, range: raw.range };
  }

  private runs(option: NonNullable<RawTerm['option']>): number {
    if (option.name !== 'runs') {
      throw this.error(`Unrecognized option [${option.name}], expecting [runs]`, option.nameRange);
    }
    // A decimal is silently ignored, as in Elasticsearch.
    if (typeof option.value.value !== 'bigint') return 1;
    const runs = Number(option.value.value);
    if (runs < 1) throw this.error(`A positive runs value is required; found [${runs}]`, option.value.range);
    if (runs > MAX_RUNS) {
      const message = `A query cannot be repeated more than ${MAX_RUNS} times; found [${runs}]`;
      throw this.error(message, option.value.range);
    }
    return runs;
  }

  private keys(raw: RawKeys | null): EqlField[] {
    if (!raw) return [];
    return raw.list.map((key) => {
      if (key.kind !== 'field') throw this.error('Unsupported join key ', raw.range);
      return key;
    });
  }

  private span(raw: NonNullable<RawSequence['span']>): EqlSpan {
    const shown = this.textOf(raw.value.range);
    if (typeof raw.value.value !== 'bigint') {
      const message = `Decimal time interval [${shown}] not supported; please use an positive integer`;
      throw this.error(message, raw.value.range);
    }
    const value = Number(raw.value.value);
    if (value <= 0) throw this.error(`A positive maxspan value is required; found [${value}]`, raw.value.range);
    if (!raw.unit) {
      throw this.error(`No time unit specified, did you mean [s] as in [${shown}s]?`, raw.value.range);
    }
    const unit = raw.unit.name;
    if (!isUnit(unit)) {
      const message = `Unrecognized time unit [${unit}] in [${shown}${unit}], please specify one of [ms, s, m, h, d]`;
      throw this.error(message, raw.unit.range);
    }
    return { value, unit, milliseconds: value * UNIT_MS[unit], range: raw.range };
  }

  pipe(raw: RawPipe): EqlPipe {
    const { name } = raw;
    if (!KNOWN_PIPES.includes(name)) {
      throw this.error(`Unrecognized pipe [${name}]${didYouMean(name, KNOWN_PIPES)}`, raw.nameRange);
    }
    if (name !== 'head' && name !== 'tail') throw this.error(`Pipe [${name}] is not supported`, raw.range);
    if (raw.args.length !== 1) {
      const message = `Pipe [${name}] expects exactly one argument but found [${raw.args.length}]`;
      throw this.error(message, raw.range);
    }
    return { kind: 'pipe', name, count: this.pipeCount(name, raw.args[0]!), range: raw.range };
  }

  private pipeCount(name: string, arg: EqlExpression): number {
    const folded = foldConstant(arg);
    if (!folded || typeof folded.value !== 'bigint' || folded.value < 0n) {
      throw this.error(`Pipe [${name}] expects a positive integer but found [${this.textOf(arg.range)}]`, arg.range);
    }
    return Number(folded.value);
  }
}

function isUnit(unit: string): unit is keyof typeof UNIT_MS {
  return Object.hasOwn(UNIT_MS, unit);
}

/** Clauses of a sequence once `runs` is expanded. */
function countClauses(terms: readonly EqlTerm[]): number {
  return terms.reduce((sum, term) => sum + term.runs, 0);
}

/** Elasticsearch's verification of a query, in its words. Facts from eql-semantics sections 4, 5 and 15. */
import type { EqlEventQuery, EqlField, EqlStatement, EqlTerm, Range } from '../ast';
import { EqlError } from '../errors';
import type { EqlErrorType, EqlProblem, ProblemCode, ResolvedOptions } from '../types';
import { ExpressionChecker } from './expressions';
import { fieldToField } from './field_to_field';
import { badPatterns } from './patterns';
import { areCompatible, type CheckedType, fieldProblem, resolveField, UNKNOWN_TYPE } from './types';

/** The place of fields that the request names, not the query. */
export const NOWHERE: Range = { start: -1, end: -1 };

/** Throws what Elasticsearch would answer when it refuses the query; `reason` lists all problems. */
export function verify(statement: EqlStatement, options: ResolvedOptions): void {
  const problems = findProblems(statement, options);
  const [first] = problems;
  if (!first) return;
  const type = first.type ?? 'verification';
  throw new EqlError(
    type,
    first.message,
    statement.text,
    first.range,
    columnStyle(first.code),
    reasonFor(type, problems),
  );
}

/** Function arity is found while the tree is built, with that stage's columns. */
export function columnStyle(code: ProblemCode): 'plain' | 'builder' {
  return code === 'arity' ? 'builder' : 'plain';
}

function reasonFor(type: EqlErrorType, problems: readonly EqlProblem[]): string | undefined {
  if (type !== 'verification') return undefined;
  const lines = problems.map(({ line, column, message }) => `line ${line}:${column}: ${message}`);
  return `Found ${lines.length} problem${lines.length === 1 ? '' : 's'}\n${lines.join('\n')}`;
}

/** All problems of the first level that has any: arity, then names and types, then conditions and keys, then planning. */
export function findProblems(statement: EqlStatement, options: ResolvedOptions): EqlProblem[] {
  return new Verifier(statement, options).problems();
}

class Verifier {
  private readonly found: EqlProblem[] = [];

  constructor(
    private readonly statement: EqlStatement,
    private readonly options: ResolvedOptions,
  ) {}

  private report = (type: EqlErrorType, code: ProblemCode, message: string, range: Range): void => {
    const { line, column } = new EqlError(type, message, this.statement.text, range, columnStyle(code));
    this.found.push({ level: 'error', code, type, message, range, line, column });
  };

  problems(): EqlProblem[] {
    const { query } = this.statement;
    if (query.kind === 'join') {
      this.report('verification', 'unsupported', 'JOIN command is not supported', query.range);
      return this.found;
    }
    const terms = this.terms();
    const events = query.kind === 'event' ? [query] : terms.map(({ event }) => event);
    const types = events.map((event) => this.namesAndTypes(event));
    const keys = terms.map((term) => this.keyTypes(term));
    this.requestFields();
    const fatal = this.found.find(({ type }) => type === 'parsing');
    if (fatal) return [fatal];
    if (this.found.length > 0) return this.found;
    events.forEach((event, at) => this.conditionIsBoolean(event, types[at]!));
    this.keysAreCompatible(terms, keys);
    if (this.found.length > 0) return this.found;
    for (const event of events) this.planning(event);
    return this.found;
  }

  private terms(): readonly EqlTerm[] {
    const { query } = this.statement;
    if (query.kind === 'event') return [];
    return query.kind === 'sequence' && query.until ? [...query.terms, query.until] : query.terms;
  }

  private keysOf(term: EqlTerm): readonly EqlField[] {
    const { query } = this.statement;
    return query.kind === 'event' ? [] : [...query.keys, ...term.keys];
  }

  private textOf({ start, end }: Range): string {
    return this.statement.text.slice(start, end);
  }

  /** The type of the condition, or undefined when something below it is wrong. */
  private namesAndTypes(event: EqlEventQuery): CheckedType | undefined {
    const { schema, eventCategoryField } = this.options;
    const checker = new ExpressionChecker(this.statement.text, schema, this.report);
    const type = checker.typeOf(event.condition);
    if (event.category === null) return type;
    if (schema && !Object.hasOwn(schema, eventCategoryField)) {
      this.report('verification', 'unknown_column', `Unknown column [${eventCategoryField}]`, event.categoryRange);
      return undefined;
    }
    if (type && type.name !== 'boolean' && type.name !== 'null' && type !== UNKNOWN_TYPE) {
      const value = this.textOf(event.condition.range);
      const message = `second argument of [${this.textOf(event.range)}] must be [boolean], found value [${value}] type [${type.name}]`;
      this.report('verification', 'not_boolean', message, event.range);
    }
    return type;
  }

  private keyTypes(term: EqlTerm): CheckedType[] {
    return this.keysOf(term).map((key) => {
      const resolved = resolveField(key, this.options.schema);
      if ('problem' in resolved && !this.found.some(({ range }) => range === key.range)) {
        this.report('verification', 'unknown_column', resolved.problem, key.range);
      }
      return 'problem' in resolved ? UNKNOWN_TYPE : resolved.type;
    });
  }

  /** Timestamp and tiebreaker have to exist; Elasticsearch reports them at no place. */
  private requestFields(): void {
    const { schema, timestampField, tiebreakerField } = this.options;
    if (!schema || this.statement.query.kind === 'sample') return;
    for (const name of tiebreakerField === undefined ? [timestampField] : [timestampField, tiebreakerField]) {
      const problem = fieldProblem(name, schema);
      if (problem) this.report('verification', 'unknown_column', problem, NOWHERE);
    }
  }

  private conditionIsBoolean(event: EqlEventQuery, type: CheckedType | undefined): void {
    if (event.category !== null || !type || type.name === 'boolean' || type === UNKNOWN_TYPE) return;
    const message = `Condition expression needs to be boolean, found [${type.name.toUpperCase()}]`;
    this.report('verification', 'not_boolean', message, event.condition.range);
  }

  private keysAreCompatible(terms: readonly EqlTerm[], types: readonly (readonly CheckedType[])[]): void {
    const [first] = terms;
    if (!first) return;
    const reference = this.keysOf(first);
    terms.forEach((term, at) => {
      this.keysOf(term).forEach((key, position) => {
        const type = types[at]![position]!;
        const expected = types[0]![position]!;
        if (areCompatible(expected, type)) return;
        const other = reference[position]!;
        const message = `Sequence key [${key.name}] type [${type.name}] is incompatible with key [${other.name}] type [${expected.name}]`;
        this.report('verification', 'join_key_type', message, key.range);
      });
    });
  }

  private planning(event: EqlEventQuery): void {
    for (const { message, range } of fieldToField(event.condition, this.statement.text, this.options)) {
      this.report('planning', 'field_to_field', message, range);
    }
    for (const { message, range } of badPatterns(event.condition))
      this.report('planning', 'bad_pattern', message, range);
  }
}

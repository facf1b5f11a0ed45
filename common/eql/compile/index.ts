/** From a query to a matcher. */
import type { EqlEventQuery, EqlField, EqlStatement, EqlTerm } from '../ast';
import { verify } from '../check/verify';
import { EqlError } from '../errors';
import { parse } from '../parse';
import type { CompiledStage, CompileOptions, EqlMatcher, EventFilter, ResolvedOptions } from '../types';
import { anyScalar } from '../values/fields';
import { fieldTypeOf } from '../values/field_types';
import { compilePlan, type DocTest, FieldAccess } from './filter';
import { compileKeys, type DateKeys } from './keys';
import { unmappedTest } from './options';
import { type Plan, planOf } from './plan';
import { substituteUnmapped } from './substitute';

/**
 * Verifies and compiles a query. Throws `EqlError`: `parsing`, `verification` or `planning`, as Elasticsearch would. The
 * matcher holds no state between events, so one may be shared and run over any number of streams.
 */
export function compile(query: string | EqlStatement, options: CompileOptions = {}): EqlMatcher {
  const statement = typeof query === 'string' ? parse(query) : query;
  const resolved: ResolvedOptions = {
    schema: options.schema,
    fieldTypes: options.fieldTypes,
    timestampField: options.timestampField ?? '@timestamp',
    eventCategoryField: options.eventCategoryField ?? 'event.category',
    tiebreakerField: options.tiebreakerField,
  };
  verify(statement, resolved);
  return new Compiler(resolved).compile(statement);
}

/** The simplified condition of an event query. */
export function conditionPlan(event: EqlEventQuery, options: ResolvedOptions): Plan {
  return planOf(substituteUnmapped(event.condition, unmappedTest(options)));
}

export function fieldAccess(options: ResolvedOptions): FieldAccess {
  return new FieldAccess((name) => fieldTypeOf(name, options.schema ?? options.fieldTypes, options.timestampField));
}

class Compiler {
  private readonly access: FieldAccess;
  private readonly isUnmapped: ((field: EqlField) => boolean) | undefined;

  constructor(private readonly options: ResolvedOptions) {
    this.access = fieldAccess(options);
    this.isUnmapped = unmappedTest(options);
  }

  compile(statement: EqlStatement): EqlMatcher {
    const { query } = statement;
    const base = { statement, options: this.options };
    switch (query.kind) {
      case 'event':
        return { kind: 'event', ...base, ...this.filter(query) };
      case 'sequence': {
        const stages = query.terms.flatMap((term, index) => {
          const stage = this.stage(term, query.keys, index, 'iso');
          return new Array<CompiledStage>(term.runs).fill(stage);
        });
        const until = query.until && this.stage(query.until, query.keys, query.terms.length, 'iso');
        const hasKeys = query.keys.length + query.terms[0]!.keys.length > 0;
        return { kind: 'sequence', ...base, stages, until, maxspanMs: query.maxspan?.milliseconds, hasKeys };
      }
      case 'sample': {
        const stages = query.terms.map((term, index) => this.stage(term, query.keys, index, 'millis'));
        return { kind: 'sample', ...base, stages, hasKeys: true };
      }
      case 'join':
        throw new EqlError('verification', 'JOIN command is not supported', statement.text, query.range);
    }
  }

  private stage(term: EqlTerm, shared: readonly EqlField[], index: number, dates: DateKeys): CompiledStage {
    const keys = compileKeys([...shared, ...term.keys], this.access, this.isUnmapped, dates);
    return { filter: this.filter(term.event), missing: term.missing, keys, term: index };
  }

  private filter(event: EqlEventQuery): EventFilter {
    const { category } = event;
    const matchesCondition = compilePlan(conditionPlan(event, this.options), this.access);
    if (category === null) return { category, matches: matchesCondition, matchesCondition };
    const inCategory = categoryTest(category, this.options.eventCategoryField, this.access);
    return { category, matches: (doc) => inCategory(doc) && matchesCondition(doc), matchesCondition };
  }
}

/** Whether an event is of the category; an event may be of several. */
export function categoryTest(category: string, field: string, access: FieldAccess): DocTest {
  const read = access.reader(field);
  const isCategory = (value: unknown) => value === category;
  return (doc) => {
    const found = read(doc);
    return typeof found === 'object' ? anyScalar(found, isCategory) : found === category;
  };
}

/** The fields that a query reads, and how: what readiness compares with the mapping. Pure. */
import { parse, type EqlExpression, type EqlField, type EqlStatement, type EqlTerm } from '../../../common/eql';
import type { UsedField } from '../../../common/readiness';

type Use = NonNullable<UsedField['use']>;

/** What a comparison with this expression makes of a field. */
function useOf(other: EqlExpression | undefined): Use {
  if (other?.kind !== 'literal') return 'any';
  switch (other.type) {
    case 'string':
      return 'text';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'any';
    default:
      return 'number';
  }
}

class Collector {
  readonly fields = new Map<string, UsedField>();

  /** The stricter knowledge wins: a field that is required somewhere is required, a known use beats `any`. */
  add(field: EqlField, use: Use): void {
    const known = this.fields.get(field.name);
    const optional = field.optional && (known?.optional ?? true);
    const best = known?.use !== undefined && known.use !== 'any' ? known.use : use;
    this.fields.set(field.name, { name: field.name, use: best, ...(optional ? { optional } : {}) });
  }

  visit(expression: EqlExpression, use: Use = 'any'): void {
    switch (expression.kind) {
      case 'field':
        this.add(expression, use);
        break;
      case 'literal':
        break;
      case 'call': {
        const isNetworkTest = expression.name.toLowerCase() === 'cidrmatch';
        expression.args.forEach((arg) => this.visit(arg, isNetworkTest ? 'ip' : 'any'));
        break;
      }
      case 'comparison':
        this.visit(expression.left, useOf(expression.right));
        this.visit(expression.right, useOf(expression.left));
        break;
      case 'in':
        this.visit(expression.operand, useOf(expression.list[0]));
        expression.list.forEach((member) => this.visit(member));
        break;
      case 'pattern':
        this.visit(expression.operand, 'text');
        break;
      case 'sign':
        this.visit(expression.operand, 'number');
        break;
      case 'not':
        this.visit(expression.operand, 'boolean');
        break;
      case 'arithmetic':
        this.visit(expression.left, 'number');
        this.visit(expression.right, 'number');
        break;
      case 'and':
      case 'or':
        expression.operands.forEach((operand) => this.visit(operand, 'boolean'));
        break;
    }
  }

  term({ event, keys }: EqlTerm): void {
    this.visit(event.condition);
    keys.forEach((key) => this.add(key, 'any'));
  }
}

/** In order of first appearance. A query that does not parse reads nothing. */
export function usedFields(query: string | EqlStatement): UsedField[] {
  const statement = typeof query === 'string' ? parse(query) : query;
  const collector = new Collector();
  const { query: root } = statement;
  if (root.kind === 'event') {
    collector.visit(root.condition);
  } else {
    root.keys.forEach((key) => collector.add(key, 'any'));
    root.terms.forEach((term) => collector.term(term));
    if ('until' in root && root.until) collector.term(root.until);
  }
  return [...collector.fields.values()];
}

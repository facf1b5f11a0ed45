import type { EqlEventQuery, EqlExpression, EqlField, EqlLiteral, EqlQuery, EqlStatement, EqlTerm } from './ast';
import { doubleText } from './values/numbers';

/** How tightly an expression binds; an operand that binds less tightly than its place asks for is put in parentheses. */
enum Binding {
  Or,
  And,
  Not,
  Comparison,
  Sum,
  Product,
  Sign,
  Predicate,
  Primary,
}

/** The text of a tree, laid out on few lines. Parsing it gives an equal tree, ranges apart. */
export function print({ query, pipes }: EqlStatement): string {
  return [printQuery(query), ...pipes.map(({ name, count }) => `| ${name} ${count}`)].join('\n');
}

function printQuery(query: EqlQuery): string {
  if (query.kind === 'event') return printEvent(query);
  const head = [query.kind, printKeys(query.keys)];
  if (query.kind === 'sequence' && query.maxspan) head.push(`with maxspan=${query.maxspan.value}${query.maxspan.unit}`);
  const lines = [head.filter((part) => part !== '').join(' '), ...query.terms.map((term) => `  ${printTerm(term)}`)];
  if (query.kind !== 'sample' && query.until) lines.push(`until ${printTerm(query.until)}`);
  return lines.join('\n');
}

function printTerm({ missing, event, keys, runs }: EqlTerm): string {
  const parts = [`${missing ? '!' : ''}[${printEvent(event)}]`, printKeys(keys)];
  if (runs !== 1) parts.push(`with runs=${runs}`);
  return parts.filter((part) => part !== '').join(' ');
}

function printKeys(keys: readonly EqlField[]): string {
  return keys.length === 0 ? '' : `by ${keys.map(printField).join(', ')}`;
}

function printEvent({ category, condition }: EqlEventQuery): string {
  const name = category === null ? 'any' : isWord(category) ? category : quoted(category);
  return `${name} where ${printExpression(condition)}`;
}

/** One expression on one line. */
export function printExpression(expression: EqlExpression): string {
  return printAt(expression, Binding.Or);
}

function printAt(expression: EqlExpression, place: Binding): string {
  const text = printBare(expression);
  return bindingOf(expression) < place ? `(${text})` : text;
}

function bindingOf(expression: EqlExpression): Binding {
  switch (expression.kind) {
    case 'or':
      return Binding.Or;
    case 'and':
      return Binding.And;
    case 'not':
      return Binding.Not;
    case 'comparison':
      return Binding.Comparison;
    case 'arithmetic':
      return expression.op === '+' || expression.op === '-' ? Binding.Sum : Binding.Product;
    case 'sign':
      return Binding.Sign;
    case 'in':
    case 'pattern':
      return Binding.Predicate;
    default:
      return Binding.Primary;
  }
}

function printBare(expression: EqlExpression): string {
  switch (expression.kind) {
    case 'literal':
      return printLiteral(expression);
    case 'field':
      return printField(expression);
    case 'call':
      return `${expression.name}${expression.caseInsensitive ? '~' : ''}(${list(expression.args)})`;
    case 'sign':
      return `${expression.op}${printAt(expression.operand, Binding.Sign)}`;
    case 'arithmetic': {
      const own = bindingOf(expression);
      return `${printAt(expression.left, own)} ${expression.op} ${printAt(expression.right, own + 1)}`;
    }
    case 'comparison':
      return `${printAt(expression.left, Binding.Sum)} ${expression.op} ${printAt(expression.right, Binding.Sum)}`;
    case 'in': {
      const operator = `${expression.negated ? 'not ' : ''}in${expression.caseInsensitive ? '~' : ''}`;
      return `${printAt(expression.operand, Binding.Primary)} ${operator} (${list(expression.list)})`;
    }
    case 'pattern': {
      const { operand, op, patterns } = expression;
      const right = patterns.length === 1 ? printLiteral(patterns[0]!) : `(${list(patterns)})`;
      return `${printAt(operand, Binding.Primary)} ${op} ${right}`;
    }
    case 'not':
      return `not ${printAt(expression.operand, Binding.Not)}`;
    case 'and':
      return expression.operands.map((operand) => printAt(operand, Binding.Not)).join(' and ');
    case 'or':
      return expression.operands.map((operand) => printAt(operand, Binding.And)).join(' or ');
  }
}

function list(expressions: readonly EqlExpression[]): string {
  return expressions.map(printExpression).join(', ');
}

function printField({ name, optional }: EqlField): string {
  const parts = name.split('.');
  const text = parts.every(isWord) ? name : parts.map((part) => (isWord(part) ? part : backticked(part))).join('.');
  return optional ? `?${text}` : text;
}

function backticked(part: string): string {
  return `\`${part.replaceAll('`', '``')}\``;
}

function printLiteral({ type, value, raw }: EqlLiteral): string {
  if (typeof value === 'string') return raw && canBeRaw(value) ? `"""${value}"""` : quoted(value);
  if (type === 'double') return doubleText(Number(value));
  return String(value);
}

/** Triple quotes end at the first `"""`, with at most two more quotes belonging to the text. */
function canBeRaw(text: string): boolean {
  const closed = `${text}"""`;
  const end = closed.indexOf('"""');
  const quotes = closed.length - end - 3;
  return !/[\r\n]/.test(text) && quotes <= 2;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

function quoted(text: string): string {
  return `"${text.replace(/[\b\t\n\f\r"\\]/g, (character) => ESCAPES[character]!)}"`;
}

const KEYWORDS = new Set(
  'and any by false in join like maxspan not null of or regex sample sequence true until where with'.split(' '),
);

/** Can stand without quotes. */
function isWord(text: string): boolean {
  return /^[a-zA-Z_@][a-zA-Z0-9_]*$/.test(text) && !KEYWORDS.has(text);
}

/** Indices with documents and what their mapping says of each field. Writes are searchable at once. */
import { fieldSchema } from '../../../common/allowlist';
import type { IndexMapping } from '../../../common/query_dsl';

export interface StoredDocument {
  _id: string;
  _index: string;
  _source: Record<string, unknown>;
  _seq_no: number;
}

/** Elasticsearch types by field name. */
export type FieldTypes = Readonly<Record<string, string>>;

interface Index {
  documents: Map<string, StoredDocument>;
  types: Map<string, string>;
  sequence: number;
}

const WORDS_ENDING = new Map([
  ['ip', 'ip'],
  ['@timestamp', 'date'],
  ['ingested', 'date'],
]);
const ALERT_DATES = /^kibana\.alert\.(original_time|start|last_detected|workflow_status_updated_at)$/;

export class IndexStore {
  private readonly indices = new Map<string, Index>();
  private readonly aliases = new Map<string, string>();

  /** Makes the index when it is not there. @param types fields that are mapped before a document brings them */
  create(name: string, types: FieldTypes = {}, alias?: string): void {
    const index = this.indices.get(name) ?? { documents: new Map(), types: new Map(), sequence: 0 };
    for (const [field, type] of Object.entries(types)) index.types.set(field, type);
    this.indices.set(name, index);
    if (alias !== undefined) this.aliases.set(alias, name);
  }

  put(name: string, id: string, source: Record<string, unknown>): StoredDocument {
    this.create(name);
    const index = this.indices.get(name) as Index;
    const document = { _id: id, _index: name, _source: source, _seq_no: index.sequence };
    index.sequence += 1;
    index.documents.set(id, document);
    learn(index.types, source, '');
    return document;
  }

  get(name: string, id: string): StoredDocument | undefined {
    return this.indices.get(this.aliases.get(name) ?? name)?.documents.get(id);
  }

  /** Concrete indices behind names, patterns and aliases, in order of name. */
  resolve(expression: string): string[] {
    const found = new Set<string>();
    for (const part of expression.split(',')) {
      const excluded = part.startsWith('-');
      for (const name of this.named(excluded ? part.slice(1) : part)) {
        if (excluded) found.delete(name);
        else found.add(name);
      }
    }
    return [...found].sort();
  }

  documents(names: readonly string[]): StoredDocument[] {
    return names.flatMap((name) => [...(this.indices.get(name)?.documents.values() ?? [])]);
  }

  typesOf(name: string): ReadonlyMap<string, string> {
    return this.indices.get(name)?.types ?? new Map();
  }

  /** One mapping over several indices, as one search sees it. */
  mapping(names: readonly string[]): { index: IndexMapping; types: Record<string, string> } {
    const seen = new Map(names.flatMap((name) => [...this.typesOf(name)]));
    // Elasticsearch goes through fields by name, which decides ties between suggestions.
    const types = Object.fromEntries([...seen].sort(([a], [b]) => (a < b ? -1 : 1)));
    const schema = fieldSchema(
      Object.fromEntries(
        Object.entries(types).map(([field, type]) => [
          field,
          type === 'keyword' ? { type, ignoreAbove: 1_024 } : { type },
        ]),
      ),
    );
    return { index: { schema, names: Object.keys(types) }, types };
  }

  private named(expression: string): string[] {
    const all = [...this.indices.keys(), ...this.aliases.keys()];
    const hidden = expression.startsWith('.');
    const names = expression.includes('*')
      ? all.filter((name) => fits(name, expression) && (hidden || !name.startsWith('.')))
      : all.filter((name) => name === expression);
    return names.map((name) => this.aliases.get(name) ?? name);
  }
}

/** `*` stands for any text. */
export function fits(name: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return name === pattern;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const [place, piece] of rest.entries()) {
    const isLast = place === rest.length - 1;
    const found = isLast ? name.length - piece.length : name.indexOf(piece, at);
    if (found < at || (isLast && !name.endsWith(piece))) return false;
    at = found + piece.length;
  }
  return true;
}

/** Dynamic mapping: texts are keywords, addresses and times what their names say. */
function learn(types: Map<string, string>, value: unknown, path: string): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    for (const one of value) learn(types, one, path);
    return;
  }
  if (typeof value === 'object') {
    if (path === 'kibana.alert.rule.parameters') {
      types.set(path, 'flattened');
      return;
    }
    if (types.get(path) === 'nested' || path === '' || !types.has(path)) {
      for (const [name, inner] of Object.entries(value)) learn(types, inner, path === '' ? name : `${path}.${name}`);
    }
    return;
  }
  if (!types.has(path)) types.set(path, typeFor(path, value));
}

function typeFor(path: string, value: unknown): string {
  const last = path.slice(path.lastIndexOf('.') + 1);
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') {
    if (path.endsWith('risk_score')) return 'float';
    return Number.isInteger(value) ? 'long' : 'float';
  }
  if (ALERT_DATES.test(path)) return 'date';
  return WORDS_ENDING.get(last) ?? 'keyword';
}

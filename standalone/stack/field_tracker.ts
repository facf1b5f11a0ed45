import { dynamicType } from './ecs_types';

/** A field that an index had not seen before. */
export interface NewField {
  indexName: string;
  name: string;
  type: string;
}

/** One level of field names. */
interface Node {
  /** Full name of the field at this level. */
  name: string;
  /** A value was seen at this very name. */
  seen: boolean;
  children: Map<string, Node>;
}

interface IndexFields {
  root: Node;
  nodes: number;
}

/** As `index.mapping.total_fields.limit`: bounds what documents with invented field names can cost. */
const MAX_NODES_PER_INDEX = 10_000;

/**
 * Remembers which fields each index has, as a mapping does: by walking documents, cheaply for those that bring nothing
 * new.
 */
export class FieldTracker {
  private readonly indices = new Map<string, IndexFields>();

  /** Takes over a field that was stored. */
  load(indexName: string, name: string): void {
    const fields = this.fieldsOf(indexName);
    let node: Node | undefined = fields.root;
    for (const part of name.split('.')) node = node && childOf(fields, node, part);
    if (node) node.seen = true;
  }

  /** @returns the fields of the document that its index did not have */
  see(indexName: string, document: unknown): NewField[] {
    const found: NewField[] = [];
    const fields = this.fieldsOf(indexName);
    walk(fields, document, fields.root, (name, value) => {
      found.push({ indexName, name, type: dynamicType(name, value) });
    });
    return found;
  }

  /** Forgets everything, for when a transaction that stored new fields was rolled back. */
  clear(): void {
    this.indices.clear();
  }

  private fieldsOf(indexName: string): IndexFields {
    let fields = this.indices.get(indexName);
    if (!fields) {
      fields = { root: { name: '', seen: false, children: new Map() }, nodes: 0 };
      this.indices.set(indexName, fields);
    }
    return fields;
  }
}

function walk(
  fields: IndexFields,
  value: unknown,
  node: Node,
  onNew: (name: string, value: string | number | boolean) => void,
): void {
  if (typeof value === 'object') {
    if (value === null) return;
    if (Array.isArray(value)) {
      for (const element of value) walk(fields, element, node, onNew);
      return;
    }
    for (const key in value) {
      const child = childOf(fields, node, key);
      if (child) walk(fields, (value as Record<string, unknown>)[key], child, onNew);
    }
  } else if (!node.seen) {
    node.seen = true;
    onNew(node.name, value as string | number | boolean);
  }
}

function childOf(fields: IndexFields, node: Node, key: string): Node | undefined {
  const known = node.children.get(key);
  if (known) return known;
  if (fields.nodes >= MAX_NODES_PER_INDEX) return undefined;
  fields.nodes += 1;
  const child = { name: node.name === '' ? key : `${node.name}.${key}`, seen: false, children: new Map() };
  node.children.set(key, child);
  return child;
}

import { schema } from '@kbn/config-schema';
import type { CoreSetup } from '@kbn/core/server';
import { DOCUMENT_TYPES, savedObjectType } from './document_types';

/** What is stored of a document. */
export interface DocumentAttributes {
  documentId: string;
  /** `key=value` for everything that the document can be found by. */
  keys: string[];
  /** Grows with every write; never the same twice. */
  order: string;
  updatedAt: string;
  updatedBy: string;
  /** JSON as text: an update merges objects, and a member that was removed would come back. */
  data: string;
}

const attributes = schema.object({
  documentId: schema.string(),
  keys: schema.arrayOf(schema.string()),
  order: schema.string(),
  updatedAt: schema.string(),
  updatedBy: schema.string(),
  data: schema.string(),
});

const KNOWN = ['documentId', 'keys', 'order', 'updatedAt', 'updatedBy', 'data'];

/** Attributes that a newer plugin added are left out when an older one reads them. */
function knownAttributes(all: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => KNOWN.includes(name)));
}

/** Hidden: reached only through the workbench. Isolated: what is stored in one space is not seen in another. */
export function registerDocumentTypes(savedObjects: CoreSetup['savedObjects']): void {
  for (const type of DOCUMENT_TYPES) {
    savedObjects.registerType({
      name: savedObjectType(type),
      hidden: true,
      namespaceType: 'multiple-isolated',
      // Only what is searched and sorted by: a saved-object index has a limit of fields.
      mappings: { dynamic: false, properties: { keys: { type: 'keyword' }, order: { type: 'keyword' } } },
      modelVersions: { 1: { changes: [], schemas: { create: attributes, forwardCompatibility: knownAttributes } } },
    });
  }
}

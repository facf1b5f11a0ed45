/** The types of saved objects that the workbench deals with, and what each version takes as their attributes. */
import { platformError } from '../errors';
import type { Features } from '../features';

interface ObjectType {
  icon: string;
  /** Version that an imported object ends up with in 8.12. */
  migrated: string;
  /** Name of the object in answers. */
  titleOf: (attributes: Record<string, unknown>) => unknown;
  /** Attributes it may have; any when absent. */
  attributes?: readonly string[];
}

const SEARCH_ATTRIBUTES = (
  'title description columns sort grid hideChart isTextBasedQuery usesAdHocDataView kibanaSavedObjectMeta rowHeight ' +
  'rowsPerPage sampleSize breakdownField timeRestore timeRange refreshInterval viewMode hideAggregatedPreview hits version'
).split(' ');

const TYPES: Readonly<Record<string, ObjectType>> = {
  search: {
    icon: 'discoverApp',
    migrated: '7.9.3',
    titleOf: ({ title }) => title,
    attributes: SEARCH_ATTRIBUTES,
  },
  'index-pattern': { icon: 'indexPatternApp', migrated: '7.11.0', titleOf: ({ name, title }) => name ?? title },
  tag: { icon: 'tag', migrated: '8.0.0', titleOf: ({ name }) => name },
  dashboard: { icon: 'dashboardApp', migrated: '8.9.0', titleOf: ({ title }) => title },
};

export const isImportable = (type: string): boolean => type in TYPES;
export const migratedVersion = (type: string): string => TYPES[type]?.migrated ?? '8.8.0';

/** `title` as answers about success have it. */
export function metaOf(type: string, attributes: Record<string, unknown>): { title?: unknown; icon?: string } {
  const known = TYPES[type];
  return known ? { title: known.titleOf(attributes), icon: known.icon } : {};
}

/** `title` as answers about problems have it: always the attribute of that name. */
export function problemMeta(type: string, { title }: Record<string, unknown>): { title?: unknown; icon?: string } {
  const icon = TYPES[type]?.icon;
  return { ...(title === undefined ? {} : { title }), ...(icon ? { icon } : {}) };
}

/** @throws Refusal 400 in the words of the type's schema */
export function checkAttributes(type: string, attributes: Record<string, unknown>, features: Features): void {
  const allowed = TYPES[type]?.attributes;
  if (allowed === undefined) return;
  if (typeof attributes['title'] !== 'string') {
    const got = attributes['title'] === undefined ? 'undefined' : typeof attributes['title'];
    throw platformError(400, `[attributes.title]: expected value of type [string] but got [${got}]: Bad Request`);
  }
  const known = features.savedSearchTabs === 'refused' ? allowed : [...allowed, 'tabs'];
  const unknown = Object.keys(attributes).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw platformError(400, `[attributes.${unknown}]: definition for this key is missing: Bad Request`);
}

/** What an import makes of a flat saved search: from 9.4 on its content moves into a tab. */
export function migratedAttributes(
  type: string,
  attributes: Record<string, unknown>,
  { savedSearchTabs }: Features,
): Record<string, unknown> {
  if (type !== 'search' || savedSearchTabs !== 'only' || attributes['tabs'] !== undefined) return attributes;
  const { title, description = '', ...content } = attributes;
  return { title, description, tabs: [{ id: 'tab-1', label: 'Untitled', attributes: content }] };
}

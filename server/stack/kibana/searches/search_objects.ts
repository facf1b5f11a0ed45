/** A saved search and its data view as Kibana's saved objects. */
import type { SavedSearchSeed } from '../../searches';
import { member, parse } from '../answer_text';
import { derivedId } from '../uuid';
import type { StoredObject } from './saved_objects';

const INDEX_REFERENCE = 'kibanaSavedObjectMeta.searchSourceJSON.index';

/** Ids are unique in the whole Kibana, so the space is part of them. */
export function searchId(space: string, key: string): string {
  return derivedId('search', space, key);
}

export function dataViewId(space: string, index: string): string {
  return derivedId('data-view', space, index);
}

/** `allowNoIndex`: the pattern may fit nothing yet. */
export function dataViewObject(space: string, index: string): StoredObject {
  return {
    type: 'index-pattern',
    id: dataViewId(space, index),
    attributes: {
      title: index,
      name: `Detection Workbench: ${index}`,
      timeFieldName: '@timestamp',
      allowNoIndex: true,
    },
    references: [],
  };
}

/** The flat document of 8.12 without a version: newer versions migrate it when it is imported. */
export function searchObject(space: string, seed: SavedSearchSeed): StoredObject {
  const source = {
    query: { language: 'kuery', query: seed.kql },
    filter: [],
    indexRefName: INDEX_REFERENCE,
  };
  return {
    type: 'search',
    id: searchId(space, seed.key),
    attributes: {
      title: seed.title,
      description: seed.description,
      columns: seed.columns,
      sort: [['@timestamp', 'desc']],
      grid: {},
      hideChart: false,
      isTextBasedQuery: false,
      kibanaSavedObjectMeta: { searchSourceJSON: JSON.stringify(source) },
    },
    references: [{ name: INDEX_REFERENCE, type: 'index-pattern', id: dataViewId(space, seed.index) }],
  };
}

export interface SearchContent {
  title: string;
  description: string;
  kql: string;
  columns: string[];
  dataView: string | undefined;
}

/** Reads both shapes: flat, and with tabs (9.2 on), of which the first counts. */
export function contentOf({ attributes, references }: StoredObject): SearchContent {
  const tabs = attributes['tabs'];
  const tab = Array.isArray(tabs) ? member(tabs[0], 'attributes') : attributes;
  const source = parse(String(member(member(tab, 'kibanaSavedObjectMeta'), 'searchSourceJSON') ?? ''));
  const columns = member(tab, 'columns');
  return {
    title: String(attributes['title'] ?? ''),
    description: String(attributes['description'] ?? ''),
    kql: String(member(member(source, 'query'), 'query') ?? ''),
    columns: Array.isArray(columns) ? columns.map(String) : [],
    dataView: references.find(({ type }) => type === 'index-pattern')?.id,
  };
}

/** The object no longer says what was seeded. */
export function isEdited(
  space: string,
  seed: SavedSearchSeed,
  { title, description, kql, columns, dataView }: SearchContent,
): boolean {
  const now = JSON.stringify([title, description, kql, columns, dataView]);
  return now !== JSON.stringify([seed.title, seed.description, seed.kql, seed.columns, dataViewId(space, seed.index)]);
}

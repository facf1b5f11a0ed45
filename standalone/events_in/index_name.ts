import { isDocument } from './document_shape';
import type { EcsDocument } from './types';

/** Index for documents that say nothing about where they belong. No shipped rule reads it. */
export const UNKNOWN_INDEX = 'logs-generic-imported';

/** Beats whose indices rules name. */
const BEATS: ReadonlySet<unknown> = new Set(['winlogbeat', 'auditbeat', 'packetbeat', 'filebeat', 'metricbeat']);

/**
 * The name that index patterns see: a data stream's backing index counts as the data stream, and prefixes of mounted
 * snapshots are dropped, as in Elasticsearch.
 */
export function publicIndexName(index: string): string {
  const mounted = index.replace(/^(partial|restored|shrink-[A-Za-z0-9]+)-(?=\.ds-)/, '');
  const backing = /^\.ds-(.+)-\d{4}\.\d{2}\.\d{2}-\d{6,}$/.exec(mounted);
  return backing?.[1] ?? mounted;
}

/** Where a bare `_source` belongs: its data stream, else its Beat, else its dataset. */
export function indexOfDocument(document: EcsDocument): string {
  const stream = document['data_stream'];
  if (isDocument(stream) && isName(stream['type']) && isName(stream['dataset'])) {
    const namespace = isName(stream['namespace']) ? stream['namespace'] : 'default';
    return `${stream['type']}-${stream['dataset']}-${namespace}`;
  }
  const agent = document['agent'];
  if (isDocument(agent) && BEATS.has(agent['type'])) {
    return isName(agent['version']) ? `${agent['type']}-${agent['version']}` : `${agent['type']}-imported`;
  }
  const event = document['event'];
  if (isDocument(event)) {
    if (event['module'] === 'sysmon') return 'winlogbeat-imported';
    if (isName(event['dataset'])) return `logs-${event['dataset']}-imported`;
  }
  return UNKNOWN_INDEX;
}

/** A usable part of an index name, so that a document cannot invent one that matches everything. */
function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_.-]{1,100}$/.test(value);
}

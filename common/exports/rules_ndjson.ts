/** Rules as Kibana imports them: one rule a line, then the line with the counts. */
import { toCreateBody, type EffectiveRule, type RenderTarget } from '../rules';
import type { ExportFile } from './types';

/** The file for `POST /api/detection_engine/rules/_import`. Rules come disabled and without an exception list. */
export function rulesNdjson(name: string, rules: readonly EffectiveRule[], target: RenderTarget = {}): ExportFile {
  const details = {
    exported_count: rules.length,
    exported_rules_count: rules.length,
    missing_rules: [],
    missing_rules_count: 0,
    exported_exception_list_count: 0,
    exported_exception_list_item_count: 0,
    missing_exception_list_item_count: 0,
    missing_exception_list_items: [],
    missing_exception_lists: [],
    missing_exception_lists_count: 0,
  };
  const lines = [...rules.map((rule) => toCreateBody(rule, target)), details];
  return {
    name: `${name}.ndjson`,
    mediaType: 'application/x-ndjson',
    text: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
  };
}

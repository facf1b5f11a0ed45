import type { Pack } from '../../common/packs';

/** Field names worth suggesting for an entry of these packs: what their templates use, then what their rules show. */
export function entryFields(packs: readonly Pack[]): string[] {
  const fromTemplates = packs.flatMap(({ allowlist }) =>
    allowlist.flatMap(({ entries }) => entries.map(({ field }) => field)),
  );
  const fromRules = packs.flatMap(({ rules }) => rules.flatMap(({ investigation_fields: fields }) => fields));
  return [...new Set([...fromTemplates, ...fromRules])].filter((field) => field !== '@timestamp');
}

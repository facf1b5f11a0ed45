/** Saved searches (`searches/*.yml`): KQL that opens from an alert, with the alert's values filled in. */
import * as z from 'zod';
import { duration, fieldName, indexPattern, line, prose } from './primitives';
import { searchId } from './references';

/**
 * A placeholder stands where a quoted value stands: `host.id:"{{host.id}}"`. So the template is valid KQL as it is, and
 * the value never leaves its quotes.
 */
export const SEARCH_PLACEHOLDER = /"\{\{([^{}"]*)\}\}"/g;

/** The alert fields that a search needs, in order of appearance, each once. */
export function placeholderFields(query: string): string[] {
  return [...new Set([...query.matchAll(SEARCH_PLACEHOLDER)].map((match) => match[1] ?? ''))];
}

const searchQuerySchema = z
  .string()
  .min(3)
  .max(2000)
  .superRefine((query, context) => {
    for (const field of placeholderFields(query)) {
      if (!fieldName.safeParse(field).success) {
        context.addIssue({ code: 'custom', message: `"{{${field}}}" does not name a field of the alert` });
      }
    }
    if (/[{}]/.test(query.replace(SEARCH_PLACEHOLDER, ''))) {
      context.addIssue({
        code: 'custom',
        message: 'a placeholder must stand alone in double quotes: "{{field.name}}"',
      });
    }
  });

export const savedSearchSchema = z.strictObject({
  id: searchId,
  title: line,
  /** What question the search answers and how to read the answer. */
  description: prose,
  /** Index patterns of the data view. */
  index: z.array(indexPattern).min(1).max(12),
  query: searchQuerySchema,
  columns: z.array(fieldName).min(1).max(12),
  sort: z.strictObject({ field: fieldName, order: z.enum(['asc', 'desc']) }),
  /** Time range around the alert. */
  range: z.strictObject({ before: duration, after: duration }),
  /** What the search cannot show, one fact a line. */
  limits: z.array(line).max(6).default([]),
});

export type SavedSearch = z.output<typeof savedSearchSchema>;

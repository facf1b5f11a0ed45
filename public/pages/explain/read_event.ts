import { i18n } from '@kbn/i18n';
import { jsonProblem, type JsonProblem } from './json_problem';

/** Kibana takes requests up to 1 MiB; the rest of the request needs a little of it. */
const MAX_CHARACTERS = 1_000_000;

export type ReadEvent = { event: Record<string, unknown> } | { problem: string; place?: JsonProblem };

/** A pasted text as an event document, or what is wrong with it. */
export function readEvent(text: string): ReadEvent {
  if (text.length > MAX_CHARACTERS) {
    return {
      problem: i18n.translate('detectionWorkbench.explain.tooLong', {
        defaultMessage: 'Longer than an event can be: {length, number} characters, at most {max, number}.',
        values: { length: text.length, max: MAX_CHARACTERS },
      }),
    };
  }
  const place = jsonProblem(text);
  if (place) return { problem: place.message, place };
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return { event: value as Record<string, unknown> };
  }
  return {
    problem: Array.isArray(value)
      ? i18n.translate('detectionWorkbench.explain.list', { defaultMessage: 'This is a list. Paste one event of it.' })
      : i18n.translate('detectionWorkbench.explain.noObject', {
          defaultMessage: 'An event is an object, from an opening to a closing brace.',
        }),
  };
}

/** What the filter bar offers at the cursor, as lines to choose from. Pure. */
import { i18n } from '@kbn/i18n';
import { suggest, type KqlOperator, type KqlSuggestion, type KqlView } from '../../../common/kql';

export interface KqlOption {
  text: string;
  /** Beside the text: what it is. */
  hint: string;
  replaces: { start: number; end: number };
}

/** A value that the bar has to ask the stack for. */
export interface WantedValues {
  field: string;
  prefix: string;
  replaces: { start: number; end: number };
}

function operatorHint(label: KqlOperator): string {
  switch (label) {
    case 'equals':
      return i18n.translate('detectionWorkbench.kql.equals', { defaultMessage: 'equals' });
    case 'exists':
      return i18n.translate('detectionWorkbench.kql.exists', { defaultMessage: 'has any value' });
    case 'less':
      return i18n.translate('detectionWorkbench.kql.less', { defaultMessage: 'is less than' });
    case 'less_or_equal':
      return i18n.translate('detectionWorkbench.kql.lessOrEqual', { defaultMessage: 'is at most' });
    case 'greater':
      return i18n.translate('detectionWorkbench.kql.greater', { defaultMessage: 'is more than' });
    case 'greater_or_equal':
      return i18n.translate('detectionWorkbench.kql.greaterOrEqual', { defaultMessage: 'is at least' });
  }
}

function optionOf(suggestion: Exclude<KqlSuggestion, { kind: 'value' }>): KqlOption {
  const { text, replaces } = suggestion;
  switch (suggestion.kind) {
    case 'field':
      return { text, replaces, hint: suggestion.field.type };
    case 'operator':
      return { text, replaces, hint: operatorHint(suggestion.label) };
    case 'conjunction':
      return {
        text,
        replaces,
        hint: i18n.translate('detectionWorkbench.kql.joins', { defaultMessage: 'joins conditions' }),
      };
  }
}

export function optionsAt(
  query: string,
  cursor: number,
  view: KqlView,
): { options: KqlOption[]; wanted?: WantedValues } {
  const suggestions = suggest(query, cursor, view);
  const options = suggestions.flatMap((one) => (one.kind === 'value' ? [] : [optionOf(one)]));
  const wanted = suggestions.find((one) => one.kind === 'value');
  return { options, ...(wanted ? { wanted } : {}) };
}

/** A value as KQL takes it: quoted, with the two characters escaped that quotes know. */
const quoted = (value: string): string => `"${value.replace(/[\\"]/g, '\\$&')}" `;

export const valueOptions = (values: readonly string[], { replaces }: WantedValues): KqlOption[] =>
  values.map((value) => ({
    text: quoted(value),
    replaces,
    hint: i18n.translate('detectionWorkbench.kql.value', { defaultMessage: 'value' }),
  }));

/** The query with an option put in, and where the cursor stands then. */
export function applied(query: string, { text, replaces }: KqlOption): { query: string; cursor: number } {
  const before = query.slice(0, replaces.start) + text;
  return { query: before + query.slice(replaces.end), cursor: before.length };
}

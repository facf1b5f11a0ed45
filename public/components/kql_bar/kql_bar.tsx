import React, { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { EuiFieldText, EuiFormRow, EuiLink, EuiPanel, EuiText, useGeneratedHtmlId } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { fieldSchema } from '../../../common/allowlist';
import { suggest as suggestValues } from '../../../common/api/allowlist';
import { MAX_QUERY } from '../../../common/api/fields';
import { lint, type KqlFinding, type KqlView } from '../../../common/kql';
import type { IndexMapping } from '../../../common/query_dsl';
import { useApiQuery } from '../../api';
import { useDebounced } from '../../hooks';
import { subj } from '../../test_subjects';
import { useTokens } from '../tokens';
import { applied, optionsAt, valueOptions, type KqlOption } from './options';

/** Pause after which values are asked for. */
const SETTLE_MS = 200;
const MAX_OPTIONS = 12;
const MAX_PREFIX = 200;

export interface KqlBarProps {
  value: string;
  /** Called with a query that parses, on Enter and when the field is left. */
  onSubmit(query: string): void;
  view: KqlView;
  placeholder: string;
}

/** Types of the fields of the view, which decide what a value must look like. */
const mappingOf = ({ fields }: KqlView): IndexMapping => ({
  schema: fieldSchema(Object.fromEntries(fields.map(({ name, esTypes }) => [name, esTypes?.[0] ?? 'keyword']))),
  names: fields.map(({ name }) => name),
});

/** The view lists what is common, not what is mapped: that a field is not in it means nothing. */
const findingsOf = (query: string, view: KqlView, mapping: IndexMapping): KqlFinding[] =>
  query.trim() === ''
    ? []
    : lint(query, { view, mapping, now: Date.now() }).filter(({ code }) => code !== 'unknown_field');

function useOptions(query: string, cursor: number, view: KqlView, enabled: boolean): KqlOption[] {
  const { options, wanted } = useMemo(() => optionsAt(query, cursor, view), [query, cursor, view]);
  const prefix = useDebounced(wanted?.prefix ?? '', SETTLE_MS).slice(0, MAX_PREFIX);
  const values = useApiQuery(
    suggestValues,
    { query: { field: wanted?.field ?? '', prefix } },
    { enabled: enabled && wanted !== undefined, keepPrevious: true },
  );
  if (!wanted) return options.slice(0, MAX_OPTIONS);
  const starting = (values.data?.values ?? []).filter((value) =>
    value.toLowerCase().startsWith(wanted.prefix.toLowerCase()),
  );
  return valueOptions(starting, wanted).slice(0, MAX_OPTIONS);
}

function Findings({ findings, onFix }: { findings: readonly KqlFinding[]; onFix(finding: KqlFinding): void }) {
  return (
    <>
      {findings.map((finding, index) => (
        <div key={index} data-test-subj={subj.kql.finding}>
          {finding.message}{' '}
          {finding.suggestion !== undefined && (
            <EuiLink onClick={() => onFix(finding)}>
              {i18n.translate('detectionWorkbench.kql.fix', {
                defaultMessage: 'Use {suggestion}',
                values: { suggestion: finding.suggestion },
              })}
            </EuiLink>
          )}
        </div>
      ))}
    </>
  );
}

/** The filter bar: KQL with suggestions, and a word about what Kibana would accept in silence. */
export function KqlBar({ value, onSubmit, view, placeholder }: KqlBarProps) {
  const tokens = useTokens();
  const listId = useGeneratedHtmlId({ prefix: 'dwKql' });
  const input = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState(value);
  const [cursor, setCursor] = useState(value.length);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  // The URL is the truth: Back, a saved view or "clear" changes what the field shows.
  useEffect(() => {
    setQuery(value);
    setCursor(value.length);
  }, [value]);

  // The browser moves the cursor to the end of a value that was set; an option may have been put in the middle.
  const placed = useRef<number>();
  useLayoutEffect(() => {
    if (placed.current !== undefined) input.current?.setSelectionRange(placed.current, placed.current);
    placed.current = undefined;
  }, [query]);

  const mapping = useMemo(() => mappingOf(view), [view]);
  const findings = useMemo(() => findingsOf(query, view, mapping), [query, view, mapping]);
  const errors = findings.filter(({ severity }) => severity === 'error');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  const options = useOptions(query, cursor, view, isOpen);
  const shown = isOpen && options.length > 0;

  const edit = (next: string, at: number) => {
    setQuery(next);
    setCursor(at);
    setActive(-1);
  };
  const put = (option: KqlOption) => {
    const next = applied(query, option);
    edit(next.query, next.cursor);
    setOpen(true);
    input.current?.focus();
    placed.current = next.cursor;
  };
  const fix = ({ suggestion = '', range }: KqlFinding) => put({ text: suggestion, hint: '', replaces: range });
  const submit = () => {
    setOpen(false);
    if (errors.length === 0 && query.trim() !== value) onSubmit(query.trim());
  };

  const onKeyDown = (event: React.KeyboardEvent) => {
    const chosen = options[active];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (options.length > 0) setActive((now) => (now + step + options.length) % options.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (shown && chosen) put(chosen);
      else submit();
    } else if (event.key === 'Escape' && shown) {
      event.stopPropagation();
      setOpen(false);
    }
  };

  return (
    <EuiFormRow
      fullWidth
      isInvalid={errors.length > 0}
      error={errors.length > 0 ? <Findings findings={errors} onFix={fix} /> : undefined}
      helpText={warnings.length > 0 ? <Findings findings={warnings} onFix={fix} /> : undefined}
    >
      <div style={{ position: 'relative' }}>
        <EuiFieldText
          fullWidth
          compressed
          icon="search"
          value={query}
          maxLength={MAX_QUERY}
          isInvalid={errors.length > 0}
          placeholder={placeholder}
          inputRef={input}
          onChange={({ target }) => {
            edit(target.value, target.selectionStart ?? target.value.length);
            setOpen(true);
          }}
          onSelect={({ currentTarget }) => setCursor(currentTarget.selectionStart ?? query.length)}
          onKeyDown={onKeyDown}
          onFocus={() => setOpen(true)}
          onBlur={submit}
          spellCheck={false}
          autoComplete="off"
          role="combobox"
          aria-label={i18n.translate('detectionWorkbench.kql.label', { defaultMessage: 'Filter in KQL' })}
          aria-autocomplete="list"
          aria-expanded={shown}
          aria-controls={listId}
          {...(shown && active >= 0 ? { 'aria-activedescendant': `${listId}-${active}` } : {})}
          data-test-subj={subj.kql.input}
        />
        <div
          id={listId}
          role="listbox"
          aria-label={i18n.translate('detectionWorkbench.kql.suggestions', { defaultMessage: 'Suggestions' })}
          hidden={!shown}
          style={{ position: 'absolute', insetInline: 0, top: '100%', zIndex: Number(tokens.theme.levels.menu) }}
        >
          {shown && (
            <EuiPanel paddingSize="xs" hasShadow role="presentation">
              {options.map((option, index) => (
                <div
                  key={`${option.hint} ${option.text}`}
                  id={`${listId}-${index}`}
                  role="option"
                  aria-selected={index === active}
                  // Before the field loses its focus, which would submit what is typed so far.
                  onMouseDown={(event) => {
                    event.preventDefault();
                    put(option);
                  }}
                  style={{
                    display: 'flex',
                    justifyContent: 'space-between',
                    gap: tokens.theme.size.s,
                    padding: `${tokens.theme.size.xs} ${tokens.theme.size.s}`,
                    cursor: 'pointer',
                    ...(index === active ? { background: tokens.theme.colors.lightestShade } : {}),
                  }}
                  data-test-subj={subj.kql.option}
                >
                  <EuiText size="s" style={tokens.mono}>
                    {option.text}
                  </EuiText>
                  <EuiText size="xs" color="subdued">
                    {option.hint}
                  </EuiText>
                </div>
              ))}
            </EuiPanel>
          )}
        </div>
      </div>
    </EuiFormRow>
  );
}

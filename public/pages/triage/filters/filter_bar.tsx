import React, { type ReactNode } from 'react';
import {
  EuiBadge,
  EuiBadgeGroup,
  EuiButtonEmpty,
  EuiFilterGroup,
  EuiFlexGroup,
  EuiFlexItem,
  EuiHealth,
  EuiSelect,
  EuiSpacer,
  EuiSwitch,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { listTechniques } from '../../../../common/api/techniques';
import { useApiQuery } from '../../../api';
import { severityName, useTokens } from '../../../components';
import { ALERT_VIEW, KqlBar } from '../../../components/kql_bar';
import { subj } from '../../../test_subjects';
import { GROUPINGS, groupingName, isGrouping, type Grouping } from '../state/grouping';
import { DEFAULT_STATE, isNarrowed, SEVERITIES, STATUSES, withoutTerm, type TriageState } from '../state/triage_state';
import { statusName } from '../state/words';
import type { AlertOverview } from '../use_alerts';
import type { Person } from '../use_people';
import { MultiFilter } from './multi_filter';

const RULE_NAME = 'kibana.alert.rule.name';

export interface FilterBarProps {
  state: TriageState;
  onChange(state: TriageState): void;
  /** On a page about one technique there is nothing to choose. */
  pinnedTechnique: string | undefined;
  /** Counts over the time range, before any other filter. */
  overview: AlertOverview | undefined;
  /** Undefined where alerts cannot be assigned. */
  people: readonly Person[] | undefined;
  /** Tags seen on the loaded alerts. */
  tags: readonly string[];
  /** Beside the words: saved views. */
  append: ReactNode;
}

const withCount = (name: string, count: number | undefined): string =>
  count === undefined
    ? name
    : i18n.translate('detectionWorkbench.filter.withCount', {
        defaultMessage: '{name} ({count, number})',
        values: { name, count },
      });

function TechniqueFilter({ state, onChange }: Pick<FilterBarProps, 'state' | 'onChange'>) {
  const techniques = useApiQuery(listTechniques, { query: {} });
  const { techniqueId: _old, ...rest } = state;
  return (
    <MultiFilter
      id="technique"
      name={i18n.translate('detectionWorkbench.filter.technique', { defaultMessage: 'Technique' })}
      options={(techniques.data?.techniques ?? []).map(({ id, name }) => ({ value: id, label: `${id} ${name}` }))}
      chosen={state.techniqueId ? [state.techniqueId] : []}
      isLoading={techniques.isLoading}
      // One at a time: the newest choice replaces the one before.
      onChange={(ids) => {
        const next = ids.find((id) => id !== state.techniqueId);
        onChange(next ? { ...rest, techniqueId: next } : rest);
      }}
    />
  );
}

function Filters({ state, onChange, pinnedTechnique, overview, people, tags }: FilterBarProps) {
  const { severity } = useTokens();
  const counts = (field: string, value: string) =>
    overview && (overview.facets[field]?.find((bucket) => bucket.value === value)?.count ?? 0);
  const { [RULE_NAME]: ruleNames = [], ...otherTerms } = state.terms;
  return (
    <EuiFilterGroup compressed>
      <MultiFilter
        id="status"
        name={i18n.translate('detectionWorkbench.filter.status', { defaultMessage: 'Status' })}
        options={STATUSES.map((value) => ({
          value,
          label: withCount(statusName(value), counts('kibana.alert.workflow_status', value)),
        }))}
        chosen={state.statuses}
        onChange={(values) => onChange({ ...state, statuses: STATUSES.filter((value) => values.includes(value)) })}
      />
      <MultiFilter
        id="severity"
        name={i18n.translate('detectionWorkbench.filter.severity', { defaultMessage: 'Severity' })}
        options={SEVERITIES.map((value) => ({
          value,
          label: withCount(severityName(value), counts('kibana.alert.severity', value)),
          prepend: <EuiHealth color={severity[value]} />,
        }))}
        chosen={state.severities}
        onChange={(values) => onChange({ ...state, severities: SEVERITIES.filter((value) => values.includes(value)) })}
      />
      {pinnedTechnique === undefined && <TechniqueFilter state={state} onChange={onChange} />}
      <MultiFilter
        id="rule"
        name={i18n.translate('detectionWorkbench.filter.rule', { defaultMessage: 'Rule' })}
        options={(overview?.facets[RULE_NAME] ?? []).map(({ value, count }) => ({
          value,
          label: withCount(value, count),
        }))}
        chosen={ruleNames}
        onChange={(values) =>
          onChange({ ...state, terms: values.length > 0 ? { ...otherTerms, [RULE_NAME]: values } : otherTerms })
        }
      />
      <MultiFilter
        id="tag"
        name={i18n.translate('detectionWorkbench.filter.tags', { defaultMessage: 'Tags' })}
        options={tags.map((value) => ({ value, label: value }))}
        chosen={state.tags}
        onChange={(values) => onChange({ ...state, tags: values })}
      />
      {people ? (
        <MultiFilter
          id="assignee"
          name={i18n.translate('detectionWorkbench.filter.assignees', { defaultMessage: 'Assignees' })}
          options={people.map(({ uid, name }) => ({ value: uid, label: name }))}
          chosen={state.assignees}
          onChange={(assignees) => onChange({ ...state, assignees })}
        />
      ) : (
        <></>
      )}
    </EuiFilterGroup>
  );
}

/** Exact values that were picked from cells or came with a link: each can be taken off. */
function Pills({ state, onChange }: Pick<FilterBarProps, 'state' | 'onChange'>) {
  const terms = Object.entries(state.terms)
    .filter(([field]) => field !== RULE_NAME)
    .flatMap(([field, values]) => values.map((value) => ({ field, value })));
  const pills = [
    ...state.ruleKeys.map((key) => ({
      text: key,
      without: { ...state, ruleKeys: state.ruleKeys.filter((other) => other !== key) },
    })),
    ...terms.map(({ field, value }) => ({ text: `${field}: ${value}`, without: withoutTerm(state, field, value) })),
  ];
  if (pills.length === 0) return null;
  return (
    <>
      <EuiSpacer size="s" />
      <EuiBadgeGroup gutterSize="xs">
        {pills.map(({ text, without }) => (
          <EuiBadge
            key={text}
            color="hollow"
            iconType="cross"
            iconSide="right"
            iconOnClick={() => onChange(without)}
            iconOnClickAriaLabel={i18n.translate('detectionWorkbench.filter.remove', {
              defaultMessage: 'Remove the filter {filter}',
              values: { filter: text },
            })}
            data-test-subj={subj.triage.pill}
          >
            {text}
          </EuiBadge>
        ))}
      </EuiBadgeGroup>
    </>
  );
}

function GroupBy({ state, onChange }: Pick<FilterBarProps, 'state' | 'onChange'>) {
  const { groupBy: _groupBy, group: _group, ...rest } = state;
  return (
    <EuiSelect
      compressed
      prepend={i18n.translate('detectionWorkbench.filter.groupBy', { defaultMessage: 'Group by' })}
      aria-label={i18n.translate('detectionWorkbench.filter.groupBy', { defaultMessage: 'Group by' })}
      value={state.groupBy ?? ''}
      options={[
        { value: '', text: i18n.translate('detectionWorkbench.filter.noGroups', { defaultMessage: 'Nothing' }) },
        ...(Object.keys(GROUPINGS) as Grouping[]).map((value) => ({ value, text: groupingName(value) })),
      ]}
      onChange={({ target }) => onChange(isGrouping(target.value) ? { ...rest, groupBy: target.value } : rest)}
      data-test-subj={subj.triage.groupBy}
    />
  );
}

/** Everything that narrows the list: words, lists, exact values. All of it is in the URL. */
export function FilterBar(props: FilterBarProps) {
  const { state, onChange, append } = props;
  return (
    <>
      <EuiFlexGroup gutterSize="s" responsive={false}>
        <EuiFlexItem style={{ minWidth: 0 }}>
          <KqlBar
            value={state.kql}
            onSubmit={(kql) => onChange({ ...state, kql })}
            view={ALERT_VIEW}
            placeholder={i18n.translate('detectionWorkbench.filter.kqlPlaceholder', {
              defaultMessage: 'Filter alerts, for example process.name: powershell.exe and not user.name: admin*',
            })}
          />
        </EuiFlexItem>
        <EuiFlexItem grow={false}>{append}</EuiFlexItem>
      </EuiFlexGroup>
      <EuiSpacer size="s" />
      <EuiFlexGroup gutterSize="m" alignItems="center" wrap responsive={false}>
        <EuiFlexItem grow={false}>
          <Filters {...props} />
        </EuiFlexItem>
        <EuiFlexItem grow={false}>
          <GroupBy state={state} onChange={onChange} />
        </EuiFlexItem>
        <EuiFlexItem grow={false}>
          <EuiSwitch
            compressed
            checked={state.buildingBlocks}
            onChange={({ target }) => onChange({ ...state, buildingBlocks: target.checked })}
            label={i18n.translate('detectionWorkbench.filter.buildingBlocks', {
              defaultMessage: 'Building blocks too',
            })}
            data-test-subj={subj.triage.filter('blocks')}
          />
        </EuiFlexItem>
        {isNarrowed(state) && (
          <EuiFlexItem grow={false}>
            <EuiButtonEmpty
              size="s"
              iconType="cross"
              onClick={() => onChange({ ...DEFAULT_STATE, sort: state.sort, pageSize: state.pageSize })}
              data-test-subj={subj.triage.clearFilters}
            >
              {i18n.translate('detectionWorkbench.filter.clear', { defaultMessage: 'Clear filters' })}
            </EuiButtonEmpty>
          </EuiFlexItem>
        )}
      </EuiFlexGroup>
      <Pills state={state} onChange={onChange} />
    </>
  );
}

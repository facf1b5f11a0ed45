import React from 'react';
import {
  EuiFieldSearch,
  EuiFilterButton,
  EuiFilterGroup,
  EuiFlexGroup,
  EuiFlexItem,
  EuiSelect,
  EuiSpacer,
  EuiText,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { listOtherRules, type OtherRule } from '../../../../common/api/other_rules';
import { useApiQuery } from '../../../api';
import { EmptyState, Loaded, PageFrame } from '../../../components';
import { ruleLink } from '../../../extensions/links';
import { useUrlState } from '../../../hooks';
import { useKibanaLink } from '../../../kibana';
import { paths } from '../../../sections';
import { subj } from '../../../test_subjects';
import { contentTabs } from '../content_tabs';
import {
  countsOf,
  readListState,
  selectRules,
  SHOWS,
  techniquesOf,
  writeListState,
  type ListState,
  type Show,
} from './list_state';
import { RulesTable } from './rules_table';

const title = i18n.translate('detectionWorkbench.otherRules.title', { defaultMessage: 'Other rules' });
const content = i18n.translate('detectionWorkbench.content.title', { defaultMessage: 'Content' });

function showName(show: Show): string {
  switch (show) {
    case 'all':
      return i18n.translate('detectionWorkbench.otherRules.show.all', { defaultMessage: 'All' });
    case 'catching':
      return i18n.translate('detectionWorkbench.otherRules.show.catching', { defaultMessage: 'Catching' });
    case 'hiding':
      return i18n.translate('detectionWorkbench.otherRules.show.hiding', { defaultMessage: 'Hiding' });
    case 'findings':
      return i18n.translate('detectionWorkbench.otherRules.show.findings', { defaultMessage: 'With findings' });
    case 'unjudged':
      return i18n.translate('detectionWorkbench.otherRules.show.unjudged', { defaultMessage: 'Cannot be judged' });
  }
}

interface FiltersProps {
  rules: readonly OtherRule[];
  state: ListState;
  onChange(changes: Partial<ListState>): void;
}

function Filters({ rules, state, onChange }: FiltersProps) {
  const counts = countsOf(rules);
  const any = i18n.translate('detectionWorkbench.otherRules.anyTechnique', { defaultMessage: 'Any technique' });
  const label = i18n.translate('detectionWorkbench.otherRules.search', { defaultMessage: 'Name, id or technique' });
  return (
    <EuiFlexGroup gutterSize="m" wrap>
      <EuiFlexItem style={{ minWidth: 240 }}>
        <EuiFieldSearch
          fullWidth
          placeholder={label}
          aria-label={label}
          value={state.text}
          onChange={(event) => onChange({ text: event.target.value })}
          data-test-subj={subj.otherRules.search}
        />
      </EuiFlexItem>
      <EuiFlexItem grow={false}>
        <EuiSelect
          aria-label={i18n.translate('detectionWorkbench.otherRules.technique', { defaultMessage: 'Technique' })}
          value={state.technique}
          options={[{ value: '', text: any }, ...techniquesOf(rules).map((id) => ({ value: id, text: id }))]}
          onChange={(event) => onChange({ technique: event.target.value })}
          data-test-subj={subj.otherRules.technique}
        />
      </EuiFlexItem>
      <EuiFlexItem grow={false}>
        <EuiFilterGroup>
          {SHOWS.map((show) => (
            <EuiFilterButton
              key={show}
              hasActiveFilters={state.show === show}
              aria-pressed={state.show === show}
              numFilters={counts[show]}
              onClick={() => onChange({ show })}
              data-test-subj={subj.otherRules.show(show)}
            >
              {showName(show)}
            </EuiFilterButton>
          ))}
        </EuiFilterGroup>
      </EuiFlexItem>
    </EuiFlexGroup>
  );
}

function RuleList({ rules }: { rules: readonly OtherRule[] }) {
  const kibanaLink = useKibanaLink();
  const { get, set } = useUrlState();
  const state = readListState(get);
  const change = (changes: Partial<ListState>) => {
    // Whatever narrows or sorts starts at the first page.
    const page = changes.page ?? 0;
    set(writeListState({ ...state, ...changes, page }), changes.text === undefined ? 'push' : 'replace');
  };
  const selected = selectRules(rules, state);
  const page = Math.min(state.page, Math.max(0, Math.ceil(selected.length / state.size) - 1));
  const hrefOf = ({ id }: OtherRule) => kibanaLink(ruleLink(id));
  return (
    <>
      <Filters rules={rules} state={state} onChange={change} />
      <EuiSpacer size="m" />
      <EuiText size="s" color="subdued" data-test-subj={subj.otherRules.count}>
        {i18n.translate('detectionWorkbench.otherRules.count', {
          defaultMessage: '{shown, number} of {total, plural, one {# rule} other {# rules}}',
          values: { shown: selected.length, total: rules.length },
        })}
      </EuiText>
      <EuiSpacer size="s" />
      <RulesTable
        rules={selected.slice(page * state.size, (page + 1) * state.size)}
        total={selected.length}
        state={{ ...state, page }}
        onChange={change}
        hrefOf={hrefOf}
      />
    </>
  );
}

/** Every rule of the space that is not ours: a rule that catches an expected attack is coverage, whoever wrote it. */
export function OtherRulesPage() {
  const query = useApiQuery(listOtherRules, { query: {} });
  return (
    <PageFrame
      section="content"
      title={title}
      description={i18n.translate('detectionWorkbench.otherRules.description', {
        defaultMessage: 'Installed rules that no pack brought, replayed against the same recorded attacks as ours.',
      })}
      crumbs={[{ text: content, to: paths.content }, { text: title }]}
      tabs={contentTabs()}
      currentTab="rules"
    >
      <Loaded query={query}>
        {({ rules }) =>
          rules.length === 0 ? (
            <EmptyState
              title={i18n.translate('detectionWorkbench.otherRules.none.title', { defaultMessage: 'No other rules' })}
            >
              {i18n.translate('detectionWorkbench.otherRules.none.body', {
                defaultMessage: 'Every rule of this space comes from a pack.',
              })}
            </EmptyState>
          ) : (
            <RuleList rules={rules} />
          )
        }
      </Loaded>
    </PageFrame>
  );
}

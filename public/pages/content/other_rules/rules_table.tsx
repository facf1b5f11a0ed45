import React, { useState } from 'react';
import {
  EuiBadge,
  EuiBadgeGroup,
  EuiBasicTable,
  EuiButtonIcon,
  EuiLink,
  EuiText,
  type CriteriaWithPagination,
  type EuiBasicTableColumn,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { OtherRule } from '../../../../common/api/other_rules';
import { SeverityHealth, VerdictBadge } from '../../../components';
import { icons } from '../../../components/icons';
import { subj } from '../../../test_subjects';
import { PAGE_SIZES, SORTS, type ListState } from './list_state';
import { RuleDetails } from './rule_details';

export interface RulesTableProps {
  /** Rules of the current page. */
  rules: readonly OtherRule[];
  total: number;
  state: ListState;
  onChange(changes: Partial<ListState>): void;
  /** The rule in Elastic Security; undefined outside Kibana. */
  hrefOf(rule: OtherRule): string | undefined;
}

function NameCell({ rule, href }: { rule: OtherRule; href: string | undefined }) {
  return (
    <EuiText size="s" data-test-subj={subj.otherRules.row(rule.ruleId)}>
      {href ? <EuiLink href={href}>{rule.name}</EuiLink> : <strong>{rule.name}</strong>}
      <div>
        <EuiBadgeGroup gutterSize="xs">
          <EuiBadge color="hollow">{rule.language ?? rule.type}</EuiBadge>
          {!rule.enabled && (
            <EuiBadge>{i18n.translate('detectionWorkbench.otherRules.off', { defaultMessage: 'Disabled' })}</EuiBadge>
          )}
          {rule.techniques.map((id) => (
            <EuiBadge key={id} color="hollow">
              {id}
            </EuiBadge>
          ))}
        </EuiBadgeGroup>
      </div>
    </EuiText>
  );
}

function CatchesCell({ rule }: { rule: OtherRule }) {
  if (rule.cannotJudge !== undefined) {
    return (
      <EuiText size="s" color="subdued">
        {i18n.translate('detectionWorkbench.otherRules.cannotJudge', {
          defaultMessage: 'Cannot be judged: {reason}',
          values: { reason: rule.cannotJudge },
        })}
      </EuiText>
    );
  }
  return <>{rule.catches.map(({ testId }) => testId).join(', ')}</>;
}

function HidesCell({ rule }: { rule: OtherRule }) {
  const worst = rule.hides.some(({ verdict }) => verdict === 'blinded') ? 'blinded' : 'weakened';
  if (rule.hides.length === 0) return null;
  return (
    <EuiText size="s">
      <VerdictBadge verdict={worst} /> {[...new Set(rule.hides.map(({ testId }) => testId))].join(', ')}
    </EuiText>
  );
}

interface Expansion {
  open: ReadonlySet<string>;
  toggle(id: string): void;
}

function columns(
  { open, toggle }: Expansion,
  hrefOf: RulesTableProps['hrefOf'],
): Array<EuiBasicTableColumn<OtherRule>> {
  return [
    {
      field: 'name',
      sortable: true,
      name: i18n.translate('detectionWorkbench.otherRules.column.rule', { defaultMessage: 'Rule' }),
      width: '36%',
      render: (_name: string, rule: OtherRule) => <NameCell rule={rule} href={hrefOf(rule)} />,
    },
    {
      field: 'severity',
      sortable: true,
      name: i18n.translate('detectionWorkbench.otherRules.column.severity', { defaultMessage: 'Severity' }),
      width: '110px',
      render: (severity: string) => <SeverityHealth severity={severity} />,
    },
    {
      field: 'catches',
      sortable: true,
      name: i18n.translate('detectionWorkbench.otherRules.column.catches', { defaultMessage: 'Catches' }),
      render: (_catches: unknown, rule: OtherRule) => <CatchesCell rule={rule} />,
    },
    {
      field: 'hides',
      sortable: true,
      name: i18n.translate('detectionWorkbench.otherRules.column.hides', { defaultMessage: 'Its exceptions hide' }),
      width: '20%',
      render: (_hides: unknown, rule: OtherRule) => <HidesCell rule={rule} />,
    },
    {
      field: 'findings',
      sortable: true,
      name: i18n.translate('detectionWorkbench.otherRules.column.findings', { defaultMessage: 'Findings' }),
      width: '90px',
      align: 'right',
      render: (_findings: unknown, { findingCount }: OtherRule) => findingCount,
    },
    {
      name: i18n.translate('detectionWorkbench.otherRules.column.details', { defaultMessage: 'Details' }),
      width: '70px',
      align: 'right',
      render: ({ id, ruleId, name }: OtherRule) => (
        <EuiButtonIcon
          iconType={open.has(id) ? icons.up : icons.menuDown}
          aria-expanded={open.has(id)}
          aria-label={i18n.translate('detectionWorkbench.otherRules.expand', {
            defaultMessage: 'Details of {name}',
            values: { name },
          })}
          onClick={() => toggle(id)}
          data-test-subj={subj.otherRules.expand(ruleId)}
        />
      ),
    },
  ];
}

/** One page of rules; sorting and paging are the caller's. */
export function RulesTable({ rules, total, state, onChange, hrefOf }: RulesTableProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setOpen((before) => (before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id])));
  const changed = ({ page, sort }: CriteriaWithPagination<OtherRule>) =>
    onChange({
      page: page.index,
      size: page.size,
      ...(sort
        ? { sort: SORTS.find((known) => known === sort.field) ?? 'name', descending: sort.direction === 'desc' }
        : {}),
    });
  return (
    <EuiBasicTable<OtherRule>
      tableCaption={i18n.translate('detectionWorkbench.otherRules.caption', {
        defaultMessage: 'Rules of this space that no pack brought',
      })}
      items={[...rules]}
      itemId="id"
      columns={columns({ open, toggle }, hrefOf)}
      itemIdToExpandedRowMap={Object.fromEntries(
        rules.filter(({ id }) => open.has(id)).map((rule) => [rule.id, <RuleDetails key={rule.id} rule={rule} />]),
      )}
      sorting={{ sort: { field: state.sort, direction: state.descending ? 'desc' : 'asc' } }}
      pagination={{
        pageIndex: state.page,
        pageSize: state.size,
        totalItemCount: total,
        pageSizeOptions: [...PAGE_SIZES],
      }}
      onChange={changed}
      data-test-subj={subj.otherRules.table}
    />
  );
}

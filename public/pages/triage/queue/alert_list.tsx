import React, { useCallback, useMemo, useState } from 'react';
import { EuiButtonEmpty, EuiFlexGroup, EuiFlexItem, EuiSpacer, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { icons } from '../../../components/icons';
import type { AlertFilterBody } from '../../../../common/api/alerts';
import { useTier } from '../../../kibana';
import { subj } from '../../../test_subjects';
import { BulkBar } from '../bulk/bulk_bar';
import { sizeOf } from '../bulk/selection';
import { useSelection } from '../bulk/use_selection';
import { CommonCauseFlyout } from '../entries/common_cause_flyout';
import { AlertGrid } from '../grid/alert_grid';
import type { ColumnId } from '../grid/columns';
import { withTerm, type TriageState } from '../state/triage_state';
import { alertCount } from '../state/words';
import type { AlertPage } from '../use_alerts';
import type { Person } from '../use_people';
import { Pager, type PagerState } from './pager';

interface AlertListProps {
  state: TriageState;
  onState(state: TriageState): void;
  filter: AlertFilterBody;
  page: AlertPage;
  pager: PagerState;
  columns: readonly ColumnId[];
  onColumns(columns: readonly string[]): void;
  openAlertId: string | undefined;
  hrefOf(alertId: string): string;
  onOpen(alertId: string): void;
  people: readonly Person[] | undefined;
  nameOf(uid: string): string;
  tags: readonly string[];
}

/** The grid with its selection, bulk actions and pages. */
export function AlertList(props: AlertListProps) {
  const { state, onState, filter, page, pager, columns, onColumns, openAlertId, hrefOf, onOpen, people, nameOf, tags } =
    props;
  const { can } = useTier();
  const rows = page.alerts;
  const selection = useSelection(rows);
  const [causeOpen, setCauseOpen] = useState(false);
  const { value, toggle } = selection;
  const gridSelection = useMemo(() => ({ value, toggle }), [value, toggle]);
  const selected = sizeOf(value);
  const elsewhere = value.kind === 'rows' ? selected - rows.filter(({ id }) => value.rows.has(id)).length : 0;
  const narrow = useCallback((field: string, text: string) => onState(withTerm(state, field, text)), [onState, state]);

  const toolbar = (
    <EuiFlexGroup gutterSize="s" alignItems="center" responsive={false}>
      <EuiFlexItem grow={false}>
        <EuiText size="xs">
          <strong>{alertCount(page.total)}</strong>
        </EuiText>
      </EuiFlexItem>
      {can('triage') && (
        <EuiFlexItem grow={false}>
          <EuiButtonEmpty
            size="xs"
            iconType={icons.everything}
            isLoading={selection.isLoading}
            onClick={() => void selection.selectAll(filter)}
            data-test-subj={subj.triage.selectAll}
          >
            {i18n.translate('detectionWorkbench.triage.selectAll', {
              defaultMessage: 'Select all {total, number}',
              values: { total: page.total },
            })}
          </EuiButtonEmpty>
        </EuiFlexItem>
      )}
    </EuiFlexGroup>
  );

  return (
    <>
      {selected > 0 && (
        <>
          <BulkBar
            selection={selection}
            elsewhere={elsewhere}
            people={people}
            nameOf={nameOf}
            tags={tags}
            onCommonCause={() => setCauseOpen(true)}
          />
          <EuiSpacer size="s" />
        </>
      )}
      {rows.length > 0 && (
        <>
          <AlertGrid
            rows={rows}
            columns={columns}
            onColumns={onColumns}
            sort={state.sort}
            onSort={(sort) => onState({ ...state, sort })}
            {...(can('triage') ? { selection: gridSelection } : {})}
            openAlertId={openAlertId}
            hrefOf={hrefOf}
            onOpen={onOpen}
            onNarrow={narrow}
            personName={nameOf}
            toolbar={toolbar}
          />
          <EuiSpacer size="s" />
          <Pager
            pager={pager}
            next={page.next}
            shown={rows.length}
            total={page.total}
            pageSize={state.pageSize}
            onPageSize={(pageSize) => onState({ ...state, pageSize })}
          />
        </>
      )}
      {causeOpen && value.kind === 'rows' && (
        <CommonCauseFlyout rows={[...value.rows.values()]} onClose={() => setCauseOpen(false)} />
      )}
    </>
  );
}

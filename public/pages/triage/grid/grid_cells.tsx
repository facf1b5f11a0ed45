/**
 * The cells of the grid. They are the same components whatever the grid shows, and read it from their surroundings: a cell
 * that is made anew loses the focus, and the grid then no longer knows what in it can be used with Enter.
 */
import React, { createContext, useContext, useEffect, type ReactNode, type SVGProps } from 'react';
import {
  EuiButtonIcon,
  EuiCheckbox,
  EuiScreenReaderOnly,
  useEuiBackgroundColor,
  type EuiDataGridCellValueElementProps,
  type EuiDataGridControlColumn,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { AlertRow } from '../../../../common/api/alerts';
import { subj } from '../../../test_subjects';
import { isSelected, type Selection } from '../bulk/selection';
import { AlertCell } from './cell';
import { columnOf } from './columns';

/** What the cells show and do. */
export interface GridContent {
  rows: readonly AlertRow[];
  /** Absent where nothing can be done with a selection. */
  selection?: { value: Selection; toggle(rows: readonly AlertRow[], on: boolean): void };
  openAlertId: string | undefined;
  hrefOf(alertId: string): string;
  onOpen(alertId: string): void;
  personName(uid: string): string;
}

const Content = createContext<GridContent | undefined>(undefined);

export const GridContentProvider = ({ content, children }: { content: GridContent; children: ReactNode }) => (
  <Content.Provider value={content}>{children}</Content.Provider>
);

function useContent(): GridContent {
  const content = useContext(Content);
  if (!content) throw new Error('Cells need a GridContentProvider around them');
  return content;
}

function SelectAll() {
  const { rows, selection } = useContent();
  if (!selection) return null;
  const count = rows.filter(({ id }) => isSelected(selection.value, id)).length;
  const all = count > 0 && count === rows.length;
  return (
    <EuiCheckbox
      id="dwTriageSelectPage"
      checked={all}
      indeterminate={count > 0 && !all}
      onChange={() => selection.toggle(rows, !all)}
      aria-label={i18n.translate('detectionWorkbench.triage.selectPage', {
        defaultMessage: 'Select the {count, plural, one {# alert} other {# alerts}} on this page',
        values: { count: rows.length },
      })}
      data-test-subj={subj.triage.selectPage}
    />
  );
}

function SelectAlert({ rowIndex }: { rowIndex: number }) {
  const { rows, selection } = useContent();
  const row = rows[rowIndex];
  if (!row || !selection) return null;
  const checked = isSelected(selection.value, row.id);
  return (
    <EuiCheckbox
      id={`dwSelect-${row.id}`}
      checked={checked}
      onChange={() => selection.toggle([row], !checked)}
      aria-label={i18n.translate('detectionWorkbench.triage.selectAlert', {
        defaultMessage: 'Select alert of {rule} on {host}',
        values: { rule: row.ruleName, host: row.host ?? '' },
      })}
      data-test-subj={subj.triage.selectAlert}
    />
  );
}

export const SELECTION_COLUMN: EuiDataGridControlColumn = {
  id: 'select',
  width: 32,
  headerCellRender: SelectAll,
  rowCellRender: SelectAlert,
};

const DetailsHeader = () => (
  <EuiScreenReaderOnly>
    <span>{i18n.translate('detectionWorkbench.triage.details', { defaultMessage: 'Details' })}</span>
  </EuiScreenReaderOnly>
);

/** Drawn here: an icon that EUI loads later changes the cell after the grid has looked what in it can be used. */
const OpenIcon = (props: SVGProps<SVGSVGElement>) => (
  <svg width={16} height={16} viewBox="0 0 16 16" {...props}>
    <path d="M9 2h5v5M14 2 9 7M7 14H2V9M2 14l5-5" fill="none" stroke="currentColor" />
  </svg>
);

function AlertDetails({ rowIndex }: { rowIndex: number }) {
  const { rows, onOpen } = useContent();
  const row = rows[rowIndex];
  if (!row) return null;
  return (
    <EuiButtonIcon
      size="xs"
      color="text"
      iconType={OpenIcon}
      onClick={() => onOpen(row.id)}
      aria-label={i18n.translate('detectionWorkbench.triage.openAlert', {
        defaultMessage: 'Details of the alert of {rule} on {host}',
        values: { rule: row.ruleName, host: row.host ?? '' },
      })}
      data-test-subj={subj.triage.details}
    />
  );
}

/** The way to an alert that a keyboard takes: Enter on a cell of values offers to narrow the list instead. */
export const DETAILS_COLUMN: EuiDataGridControlColumn = {
  id: 'details',
  width: 32,
  headerCellRender: DetailsHeader,
  rowCellRender: AlertDetails,
};

/** Rows of a fixed height let their text wrap; what would not be seen is cut instead. */
const ONE_LINE = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', lineHeight: 1.7 } as const;

/** A value of an alert; the row of the alert that is open is marked. */
export function ValueCell({ rowIndex, columnId, setCellProps }: EuiDataGridCellValueElementProps) {
  const { rows, openAlertId, hrefOf, onOpen, personName } = useContent();
  const highlight = useEuiBackgroundColor('primary');
  const row = rows[rowIndex];
  const isOpen = row !== undefined && row.id === openAlertId;
  useEffect(() => {
    setCellProps({ style: isOpen ? { backgroundColor: highlight } : {} });
  }, [isOpen, highlight, setCellProps]);
  const column = columnOf(columnId);
  if (!row || !column) return null;
  return (
    <div style={ONE_LINE}>
      <AlertCell
        row={row}
        column={column.id}
        href={hrefOf(row.id)}
        onOpen={() => onOpen(row.id)}
        personName={personName}
      />
    </div>
  );
}

import React, { useEffect, useMemo, type ReactNode } from 'react';
import {
  EuiButtonIcon,
  EuiCheckbox,
  EuiDataGrid,
  type EuiDataGridCellValueElementProps,
  type EuiDataGridColumn,
  type EuiDataGridControlColumn,
  EuiScreenReaderOnly,
  useEuiBackgroundColor,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { icons } from '../../../components/icons';
import type { AlertRow } from '../../../../common/api/alerts';
import { subj } from '../../../test_subjects';
import { isSelected, type Selection } from '../bulk/selection';
import type { AlertSort } from '../state/triage_state';
import { AlertCell } from './cell';
import { columnOf, COLUMNS, type ColumnId } from './columns';

export interface AlertGridProps {
  rows: readonly AlertRow[];
  columns: readonly ColumnId[];
  onColumns(columns: string[]): void;
  sort: AlertSort;
  onSort(sort: AlertSort): void;
  /** Absent where nothing can be done with a selection. */
  selection?: { value: Selection; toggle(rows: readonly AlertRow[], on: boolean): void };
  openAlertId: string | undefined;
  hrefOf(alertId: string): string;
  onOpen(alertId: string): void;
  onNarrow(field: string, value: string): void;
  personName(uid: string): string;
  /** Left in the toolbar. */
  toolbar: ReactNode;
}

function SelectAll({
  rows,
  selection,
}: {
  rows: readonly AlertRow[];
  selection: NonNullable<AlertGridProps['selection']>;
}) {
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

function selectionColumn(
  rows: readonly AlertRow[],
  selection: NonNullable<AlertGridProps['selection']>,
): EuiDataGridControlColumn {
  return {
    id: 'select',
    width: 32,
    headerCellRender: () => <SelectAll rows={rows} selection={selection} />,
    rowCellRender: ({ rowIndex }) => {
      const row = rows[rowIndex];
      if (!row) return null;
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
    },
  };
}

/** The way to an alert that a keyboard takes: Enter on a cell of values offers to narrow the list instead. */
function detailsColumn(rows: readonly AlertRow[], onOpen: AlertGridProps['onOpen']): EuiDataGridControlColumn {
  return {
    id: 'details',
    width: 32,
    headerCellRender: () => (
      <EuiScreenReaderOnly>
        <span>{i18n.translate('detectionWorkbench.triage.details', { defaultMessage: 'Details' })}</span>
      </EuiScreenReaderOnly>
    ),
    rowCellRender: ({ rowIndex }) => {
      const row = rows[rowIndex];
      if (!row) return null;
      return (
        <EuiButtonIcon
          size="xs"
          color="text"
          iconType={icons.details}
          onClick={() => onOpen(row.id)}
          aria-label={i18n.translate('detectionWorkbench.triage.openAlert', {
            defaultMessage: 'Details of the alert of {rule} on {host}',
            values: { rule: row.ruleName, host: row.host ?? '' },
          })}
          data-test-subj={subj.triage.details}
        />
      );
    },
  };
}

function gridColumns(rows: readonly AlertRow[], onNarrow: AlertGridProps['onNarrow']): EuiDataGridColumn[] {
  return COLUMNS.map(({ id, name, width, sort, term, explanation }) => ({
    id,
    displayAsText: name,
    display: explanation ? <span title={explanation}>{name}</span> : name,
    isExpandable: false,
    isSortable: sort !== undefined,
    ...(width ? { initialWidth: width } : {}),
    actions: { showSortAsc: sort !== undefined, showSortDesc: sort !== undefined },
    ...(term
      ? {
          cellActions: [
            ({ rowIndex, Component }) => {
              const found = rows[rowIndex] && term(rows[rowIndex]);
              if (!found) return <></>;
              const label = i18n.translate('detectionWorkbench.triage.narrowTo', {
                defaultMessage: 'Show only {value}',
                values: { value: found.value },
              });
              return (
                <Component
                  iconType={icons.narrow}
                  aria-label={label}
                  onClick={() => onNarrow(found.field, found.value)}
                  data-test-subj={subj.triage.narrow}
                >
                  {label}
                </Component>
              );
            },
          ],
        }
      : {}),
  }));
}

/** Rows of a fixed height let their text wrap; what would not be seen is cut instead. */
const ONE_LINE = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', lineHeight: 1.7 } as const;

/** The alerts of one page, dense as Security's own table. */
export function AlertGrid(props: AlertGridProps) {
  const {
    rows,
    columns,
    onColumns,
    sort,
    onSort,
    selection,
    openAlertId,
    hrefOf,
    onOpen,
    onNarrow,
    personName,
    toolbar,
  } = props;
  const highlight = useEuiBackgroundColor('primary');
  const definitions = useMemo(() => gridColumns(rows, onNarrow), [rows, onNarrow]);
  const leading = useMemo(
    () => [...(selection ? [selectionColumn(rows, selection)] : []), detailsColumn(rows, onOpen)],
    [rows, selection, onOpen],
  );
  const sorted = COLUMNS.find((column) => column.sort === sort.field)?.id;

  const renderCell = useMemo(
    () =>
      function Cell({ rowIndex, columnId, setCellProps }: EuiDataGridCellValueElementProps) {
        const row = rows[rowIndex];
        const open = row !== undefined && row.id === openAlertId;
        useEffect(() => {
          setCellProps({ style: open ? { backgroundColor: highlight } : {} });
        }, [open, setCellProps]);
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
      },
    [rows, openAlertId, highlight, hrefOf, onOpen, personName],
  );

  return (
    <EuiDataGrid
      aria-label={i18n.translate('detectionWorkbench.triage.gridLabel', { defaultMessage: 'Alerts' })}
      columns={definitions}
      leadingControlColumns={leading}
      columnVisibility={{ visibleColumns: [...columns], setVisibleColumns: onColumns }}
      rowCount={rows.length}
      renderCellValue={renderCell}
      sorting={{
        columns: sorted ? [{ id: sorted, direction: sort.order }] : [],
        // The server sorts by one field; the one that was chosen last counts.
        onSort: (chosen) => {
          const last = chosen.at(-1);
          const field = last && columnOf(last.id)?.sort;
          if (last && field) onSort({ field, order: last.direction });
        },
      }}
      gridStyle={{ border: 'none', fontSize: 's', cellPadding: 's', header: 'underline', rowHover: 'highlight' }}
      rowHeightsOptions={{ defaultHeight: 28 }}
      toolbarVisibility={{
        showSortSelector: false,
        showKeyboardShortcuts: true,
        additionalControls: { left: { append: toolbar } },
      }}
      data-test-subj={subj.triage.grid}
    />
  );
}

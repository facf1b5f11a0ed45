import React, { useMemo, type ReactNode } from 'react';
import { EuiDataGrid, type EuiDataGridColumn } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { AlertRow } from '../../../../common/api/alerts';
import { icons } from '../../../components/icons';
import { subj } from '../../../test_subjects';
import type { AlertSort } from '../state/triage_state';
import { columnOf, COLUMNS, type ColumnId } from './columns';
import { DETAILS_COLUMN, GridContentProvider, SELECTION_COLUMN, ValueCell, type GridContent } from './grid_cells';

export interface AlertGridProps extends GridContent {
  columns: readonly ColumnId[];
  onColumns(columns: string[]): void;
  sort: AlertSort;
  onSort(sort: AlertSort): void;
  onNarrow(field: string, value: string): void;
  /** Left in the toolbar. */
  toolbar: ReactNode;
}

const LEADING = [DETAILS_COLUMN];
const LEADING_WITH_SELECTION = [SELECTION_COLUMN, DETAILS_COLUMN];

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
  const definitions = useMemo(() => gridColumns(rows, onNarrow), [rows, onNarrow]);
  const content = useMemo(
    () => ({ rows, openAlertId, hrefOf, onOpen, personName, ...(selection ? { selection } : {}) }),
    [rows, openAlertId, hrefOf, onOpen, personName, selection],
  );
  const sorted = COLUMNS.find((column) => column.sort === sort.field)?.id;

  return (
    <GridContentProvider content={content}>
      <EuiDataGrid
        aria-label={i18n.translate('detectionWorkbench.triage.gridLabel', { defaultMessage: 'Alerts' })}
        columns={definitions}
        leadingControlColumns={selection ? LEADING_WITH_SELECTION : LEADING}
        columnVisibility={{ visibleColumns: [...columns], setVisibleColumns: onColumns }}
        rowCount={rows.length}
        renderCellValue={ValueCell}
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
    </GridContentProvider>
  );
}

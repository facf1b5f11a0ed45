/** Which alerts a bulk action means. Pure. */
import type { AlertFilterBody, AlertRow } from '../../../../common/api/alerts';
import type { AlertStatusName } from '../state/triage_state';

export type Selection =
  /** Known one by one: stays the same whatever happens to the list. */
  | { kind: 'rows'; rows: ReadonlyMap<string, AlertRow> }
  /** More than can be named one by one: every match of a filter that ends at a fixed time. */
  | { kind: 'matches'; filter: AlertFilterBody; total: number };

export const NOTHING: Selection = { kind: 'rows', rows: new Map() };

export const sizeOf = (selection: Selection): number =>
  selection.kind === 'rows' ? selection.rows.size : selection.total;

export const isSelected = (selection: Selection, id: string): boolean =>
  selection.kind === 'matches' || selection.rows.has(id);

/** Ticks or unticks rows. From "every match" it goes back to what is on the page. */
export function toggled(
  selection: Selection,
  rows: readonly AlertRow[],
  on: boolean,
  page: readonly AlertRow[],
): Selection {
  const now = selection.kind === 'rows' ? selection.rows : new Map(page.map((row) => [row.id, row]));
  const next = new Map(now);
  for (const row of rows) {
    if (on) next.set(row.id, row);
    else next.delete(row.id);
  }
  return { kind: 'rows', rows: next };
}

/** An action on part of a selection: what to ask of the server, and how many alerts that is. */
export interface Target {
  filter: AlertFilterBody;
  count: number;
}

/** Named alerts are asked for by id, whether or not they are building blocks. */
export const targetOfRows = (rows: readonly AlertRow[]): Target => ({
  filter: { ids: rows.map(({ id }) => id), buildingBlocks: true },
  count: rows.length,
});

export const targetOf = (selection: Selection): Target =>
  selection.kind === 'rows'
    ? targetOfRows([...selection.rows.values()])
    : { filter: selection.filter, count: selection.total };

/** Statuses from which one can go to another: what is closed is reopened, not acknowledged. */
const FROM: Readonly<Record<AlertStatusName, readonly AlertStatusName[]>> = {
  acknowledged: ['open'],
  closed: ['open', 'acknowledged'],
  open: ['acknowledged', 'closed'],
};

/** Only the alerts whose status can and would change; undefined when there is none. */
export function targetOfStatus(selection: Selection, status: AlertStatusName): Target | undefined {
  if (selection.kind === 'rows') {
    const rows = [...selection.rows.values()].filter((row) => FROM[status].includes(row.status));
    return rows.length > 0 ? targetOfRows(rows) : undefined;
  }
  // Of matches only the filter is known, so all of them have to fit.
  const { statuses } = selection.filter;
  return statuses?.every((from) => FROM[status].includes(from)) ? targetOf(selection) : undefined;
}

/** The selection after its alerts have got a status. Matches of a filter may no longer match, so they cannot be kept. */
export function afterStatus(selection: Selection, status: AlertStatusName): Selection {
  if (selection.kind === 'matches') return NOTHING;
  return { kind: 'rows', rows: new Map([...selection.rows].map(([id, row]) => [id, { ...row, status }])) };
}

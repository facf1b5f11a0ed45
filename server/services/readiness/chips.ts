/** Readiness as the small labels of tables: one per data source, the worst or best of its rules. Pure. */
import type { Readiness, ReadinessLevel } from '../../../common/readiness';
import type { Catalog } from '../catalog';

export interface ReadinessChip {
  dataSource: string;
  label: string;
  status: 'ready' | 'partly' | 'blind' | 'unknown';
  code: string;
  message: string;
}

const STATUS: Readonly<Record<ReadinessLevel, ReadinessChip['status']>> = {
  ready: 'ready',
  limited: 'partly',
  blind: 'blind',
  unknown: 'unknown',
};

/** Best first: one rule that sees something makes the source worth having. */
const ORDER: readonly ReadinessLevel[] = ['ready', 'limited', 'unknown', 'blind'];

export function labelOf(catalog: Catalog, dataSource: string): string {
  for (const pack of catalog.packs) {
    const source = pack.manifest.data_sources.find(({ id }) => id === dataSource);
    if (source) return source.label;
  }
  return dataSource;
}

function chip(row: Readiness, catalog: Catalog): ReadinessChip {
  return {
    dataSource: row.source,
    label: labelOf(catalog, row.source),
    status: STATUS[row.level],
    code: row.reason.code,
    message: row.reason.sentence,
  };
}

/** One chip per row: for one rule. */
export function chipsOfRule(rows: readonly Readiness[], catalog: Catalog): ReadinessChip[] {
  return rows.map((row) => chip(row, catalog));
}

/** One chip per data source: `partly` when some of the rules see something and others do not. */
export function chipsOfTechnique(rows: readonly Readiness[], catalog: Catalog): ReadinessChip[] {
  const bySource = new Map<string, Readiness[]>();
  for (const row of rows) bySource.set(row.source, [...(bySource.get(row.source) ?? []), row]);
  return [...bySource.values()].map((group) => {
    const sorted = [...group].sort((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level));
    const best = sorted[0] as Readiness;
    const worst = sorted.at(-1) as Readiness;
    if (best.level === worst.level) return chip(best, catalog);
    const seeing = group.filter(({ level }) => level === 'ready' || level === 'limited').length;
    return {
      ...chip(worst, catalog),
      status: 'partly',
      message: `${seeing} of ${group.length} rules see something here. ${worst.reason.sentence}`,
    };
  });
}

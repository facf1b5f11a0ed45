/** Figures as ratios to a floor measured in the same run: machines differ, ratios hardly. */
export interface Figure {
  what: string;
  /** Upper bound, and what the unit is. */
  goal: number | undefined;
  measured: number;
  unit: string;
  note?: string;
}

const text = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(3);

/** @returns whether every goal is met */
export const printTable = (title: string, figures: readonly Figure[]): boolean => {
  const rows = figures.map(({ what, goal, measured, unit, note }) => [
    what,
    goal === undefined ? '-' : `${text(goal)} ${unit}`,
    `${text(measured)} ${unit}`,
    goal === undefined ? '' : measured <= goal ? 'met' : 'MISSED',
    note ?? '',
  ]);
  const header = ['what', 'goal', 'measured', '', 'note'];
  const widths = header.map((name, column) => Math.max(name.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  console.log(`\n${title}\n${line(header)}\n${widths.map((width) => '-'.repeat(width)).join('  ')}`);
  for (const row of rows) console.log(line(row));
  return figures.every(({ goal, measured }) => goal === undefined || measured <= goal);
};

export const milliseconds = (work: () => void): number => {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e6;
};

/**
 * Milliseconds of processor time, garbage collection included: on a machine that does other things too, the clock says
 * little about work.
 */
export const processorTime = async (work: () => Promise<unknown>): Promise<number> => {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
};

export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? 0;
};

/** The lesser disturbed of several runs. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** A judgement in the form in which people decide: what is lost, is it blinding, what is not proven at all. */
import type { GuardReport } from '../api/guard';
import type { Judgement, RowVerdict } from './types';
import { isBlinding } from './verdicts';

/** @param touched rule keys of the change */
export function guardReport(judgement: Judgement, touched: readonly string[]): GuardReport {
  const names = new Map(judgement.expectations.map(({ expectation, name }) => [expectation, name]));
  return {
    judgement,
    blinding: isBlinding(judgement),
    losses: judgement.worse.map((row) => ({
      testId: row.expectation,
      testName: names.get(row.expectation) ?? row.expectation,
      dataSource: row.source,
      verdict: row.verdict,
      text: lossText(row, names.get(row.expectation)),
    })),
    uncovered: judgement.rules
      .filter(({ rule, coverage }) => coverage === 'uncovered' && touched.includes(rule))
      .map(({ rule }) => rule),
  };
}

function lossText(row: RowVerdict, name: string | undefined): string {
  const test = `${row.expectation}${name ? ` ${name}` : ''} on ${row.source}`;
  const lost = row.lost.length > 0 ? row.lost.join(', ') : 'its rules';
  const why = row.reasons[0] ? ` ${row.reasons[0].text}` : '';
  switch (row.verdict) {
    case 'blinded':
      return `${test}: nothing would alert any more (${lost} no longer fires).${why}`;
    case 'weakened':
      return `${test}: weakened, ${lost} no longer fires as expected; left: ${row.caughtBy.join(', ') || 'less of the same rule'}.${why}`;
    default:
      return `${test}: ${row.verdict}.${why}`;
  }
}

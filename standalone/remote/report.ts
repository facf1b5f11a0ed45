/** The connection check in the terminal, and the exit code when it fails. */
import type { FailureReason, Finding } from '../../server/stack/kibana';
import { printable } from '../printable';

/** 1 and 2 are any other failure, and a mistake on the command line. */
const EXIT_CODES: Readonly<Record<FailureReason, number>> = { unreachable: 3, refused: 4, unsuitable: 5 };

const MARKS: Readonly<Record<Finding['level'], string>> = { ok: 'ok   ', warn: 'note ', fail: 'FAIL ' };

export interface CheckedStack {
  kibanaUrl: string;
  elasticsearchUrl: string;
  space: string;
}

export function connectionReport(
  { kibanaUrl, elasticsearchUrl, space }: CheckedStack,
  findings: readonly Finding[],
): string {
  const failed = findings.some(({ level }) => level === 'fail');
  return [
    `Connection to Kibana ${kibanaUrl} (space ${space}) and Elasticsearch ${elasticsearchUrl}:`,
    ...findings.map(({ level, text }) => `  ${MARKS[level]} ${printable(text)}`),
    ...(failed ? ['The workbench cannot be used like this and ends; nothing was changed there.'] : []),
    '',
  ].join('\n');
}

/** Of the first failure: what comes after may follow from it. */
export function exitCodeOf(findings: readonly Finding[]): number {
  const reason = findings.find(({ level }) => level === 'fail')?.reason;
  return reason === undefined ? 1 : EXIT_CODES[reason];
}

/** Health of the items of one entry, in the words that pages and refusals show. */
import type { ExceptionItem, HealthFinding } from '../../../common/allowlist';
import { compileItem, placeholdersIn, type ItemContext } from '../../../common/allowlist';

export function findingsOf(item: ExceptionItem, context: ItemContext): HealthFinding[] {
  const findings: HealthFinding[] = [];
  const open = placeholdersIn(item.entries);
  if (open.length > 0) {
    findings.push({
      code: 'placeholder_not_filled',
      severity: 'refuse',
      effect: 'not_saved',
      sentence: 'A placeholder of the template is not filled in.',
      evidence: open.join(', '),
    });
  }
  const compiled = compileItem(item, context);
  if (compiled.state === 'fails_rule') {
    findings.push({
      code: 'value_does_not_fit_type',
      severity: 'refuse',
      effect: 'rule_fails',
      sentence: 'Every run of the rule would fail.',
      evidence: compiled.problem ?? '',
    });
  }
  return findings;
}

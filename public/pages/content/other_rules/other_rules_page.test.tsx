/** @jest-environment jsdom */
import React from 'react';
import { fireEvent } from '@testing-library/react';
import type { OtherRule } from '../../../../common/api/other_rules';
import { subj } from '../../../test_subjects';
import { bySubject, renderInApp } from '../../../testing/harness';
import { OtherRulesPage } from './other_rules_page';

const rule = (n: number, changes: Partial<OtherRule> = {}): OtherRule => ({
  id: `s${n}`,
  ruleId: `r${n}`,
  name: `Rule ${String(n).padStart(3, '0')}`,
  type: 'eql',
  enabled: true,
  severity: 'low',
  techniques: [],
  catches: [],
  hides: [],
  findings: [],
  findingCount: 0,
  exceptions: 0,
  ...changes,
});
const rules = [
  ...Array.from({ length: 60 }, (_, n) => rule(n)),
  rule(60, { catches: [{ testId: 'T1571-4', sources: ['defend'] }] }),
  rule(61, { cannotJudge: 'ES|QL is not understood' }),
];
const open = (path: string) =>
  renderInApp(<OtherRulesPage />, {
    path,
    respond: () => ({
      rules,
      replayMs: 3,
      features: { kibanaApps: false },
      sourceLabels: { defend: 'Elastic Defend' },
    }),
  });

describe('the page of other rules', () => {
  it('shows a page at a time, as the URL says', async () => {
    const { container, findByText } = open('/content/rules?page=2');
    await findByText('Rule 020');
    expect(bySubject(container, subj.otherRules.row('r19'))).toBeNull();
    expect(container.textContent).toContain('62 of 62 rules');
  });

  it('narrows to what catches an attack, and to what cannot be judged, with the reason', async () => {
    const { container, findByText } = open('/content/rules?show=catching');
    await findByText('Rule 060');
    expect(container.textContent).toContain('T1571-4');
    fireEvent.click(bySubject(container, subj.otherRules.show('unjudged')) as HTMLElement);
    expect(await findByText(/ES\|QL is not understood/)).toBeTruthy();
    expect(bySubject(container, subj.otherRules.row('r60'))).toBeNull();
  });

  it('opens what lies behind a row, with data sources by their names', async () => {
    const { container, findByText } = open('/content/rules?show=catching');
    await findByText('Rule 060');
    fireEvent.click(bySubject(container, subj.otherRules.expand('r60')) as HTMLElement);
    expect(await findByText('T1571-4: Elastic Defend')).toBeTruthy();
  });
});

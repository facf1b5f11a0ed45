/** @jest-environment jsdom */
import React from 'react';
import { fireEvent, waitFor } from '@testing-library/react';
import type { ExceptionImportPlan, SpaceFinding } from '../../../../common/api/health';
import { subj } from '../../../test_subjects';
import { bySubject, refusal, renderInApp, type Respond } from '../../../testing/harness';
import { ExceptionsPage } from './exceptions_page';

const finding: SpaceFinding = {
  id: 'f1',
  version: 'v1',
  finding: {
    code: 'value_does_not_fit_type',
    severity: 'refuse',
    effect: 'rule_fails',
    sentence: 'Every run of the rule fails.',
    evidence: 'destination.port is long; value " 8088"',
    itemId: 'i1',
    listId: 'theirs',
    repair: { kind: 'replace_item', label: 'Use "8088"' },
  },
  itemName: 'Proxy',
  worksElsewhere: false,
  rules: [{ ruleId: 'r1', stackId: 's1', name: 'Their rule' }],
};
const answer: Respond = ({ path }) => {
  if (path === '/health') return { findings: [finding], checked: { rules: 1, lists: 1, items: 1 }, checkedAt: '' };
  return { repaired: 'Repaired "Proxy"' };
};
const click = (container: ParentNode, subject: string) => fireEvent.click(bySubject(container, subject) as HTMLElement);

describe('the page of exceptions', () => {
  it('shows what is wrong, where, and repairs it with a reason', async () => {
    const { container, sent, findByText } = renderInApp(<ExceptionsPage />, { respond: answer });
    await findByText('Proxy');
    expect(container.textContent).toContain('Rule fails');
    expect(container.textContent).toContain('destination.port is long');
    expect(container.textContent).toContain('Their rule');
    click(container, subj.exceptions.repair('f1'));
    click(document.body, subj.exceptions.repairConfirm);
    await waitFor(() => expect(sent.some(({ path }) => path === '/health/repair')).toBe(true));
    expect(sent.find(({ path }) => path === '/health/repair')?.body).toEqual({
      findingId: 'f1',
      version: 'v1',
      reason: 'Every run of the rule fails.',
    });
  });

  it('says in the dialog why a repair was refused', async () => {
    const respond: Respond = (request) =>
      request.path === '/health/repair'
        ? refusal(409, 'conflict', 'The item was changed in the meantime')
        : answer(request);
    const { container, findByText } = renderInApp(<ExceptionsPage />, { respond });
    await findByText('Proxy');
    click(container, subj.exceptions.repair('f1'));
    click(document.body, subj.exceptions.repairConfirm);
    expect(await findByText(/The item was changed in the meantime/)).toBeTruthy();
  });

  it('offers no repair to those who may only look', async () => {
    const { container, findByText } = renderInApp(<ExceptionsPage />, { respond: answer, tier: 'view' });
    await findByText('Proxy');
    expect(bySubject(container, subj.exceptions.repair('f1'))).toBeNull();
  });

  it('shows what an import would do before it does it', async () => {
    const plan: ExceptionImportPlan = {
      rows: [
        { line: 1, kind: 'item', id: 'a', name: 'Sound', action: 'create', findings: [], rules: [] },
        {
          line: 2,
          kind: 'item',
          id: 'b',
          name: 'Broken',
          action: 'refused',
          reason: 'Fails',
          findings: [finding.finding],
          rules: [],
        },
      ],
      counts: { create: 1, exists: 0, refused: 1, unreadable: 0 },
      guard: { blinding: false, losses: [], uncovered: [], judgement: {} as never },
    };
    const respond: Respond = (request) => {
      if (request.path === '/health/import/plan') return plan;
      if (request.path === '/health/import') return { plan, results: [{ id: 'a', ok: true }] };
      return answer(request);
    };
    const { container, sent, findByText } = renderInApp(<ExceptionsPage />, { respond });
    const file = Object.assign(new File(['x'], 'a.ndjson'), { text: async () => '{"list":1}' });
    fireEvent.change(bySubject(container, subj.exceptions.file) as HTMLElement, { target: { files: [file] } });
    await findByText('Sound');
    expect(container.textContent).toContain('Refused');
    click(container, subj.exceptions.import);
    fireEvent.change(bySubject(document.body, subj.reason) as HTMLElement, { target: { value: 'Moved from test' } });
    click(document.body, subj.exceptions.importConfirm);
    await waitFor(() =>
      expect(sent.find(({ path }) => path === '/health/import')?.body).toEqual({
        ndjson: '{"list":1}',
        reason: 'Moved from test',
      }),
    );
  });
});

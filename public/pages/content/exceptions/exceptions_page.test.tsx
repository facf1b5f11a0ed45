/** @jest-environment jsdom */
import React from 'react';
import { fireEvent, waitFor } from '@testing-library/react';
import type { ExceptionGuard, RecordedException } from '../../../../common/api/exception_guard';
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
const guard: ExceptionGuard = {
  mode: 'record',
  version: 'p1',
  watch: 'door',
  budgetMs: 50,
  counts: {
    outcomes: { passed: 7, recorded: 1, refused: 0, own: 2, unknown: 3, over_budget: 4, failed: 0 },
    cold: 5,
    slowestMs: 51,
  },
};
const record: RecordedException = {
  id: 'c1',
  version: 'v1',
  itemId: 'i9',
  itemName: 'Port 8088',
  verdict: 'blinding',
  evidence: ['T1571-2 on defend: nothing would alert any more.'],
  user: 'eve',
  at: '2026-05-01T12:00:00.000Z',
  rules: ['NP-6'],
  techniqueIds: ['T1571'],
};
const answer: Respond = ({ path }) => {
  if (path === '/exception_guard') return guard;
  if (path === '/exception_guard/recorded') return { recorded: [] };
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

  it.each([
    [0, 'There is no exception yet'],
    [3, 'No exception is broken'],
  ])('with %i items and nothing wrong it claims no more than was looked at', async (items, title) => {
    const respond: Respond = (request) =>
      request.path === '/health'
        ? { findings: [], checked: { rules: 14, lists: 14, items }, checkedAt: '' }
        : answer(request);
    const { findByText } = renderInApp(<ExceptionsPage />, { respond });
    expect(await findByText(title)).toBeTruthy();
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

describe('exceptions written outside the workbench', () => {
  const withGuard =
    (changes: Partial<ExceptionGuard>): Respond =>
    (request) =>
      request.path === '/exception_guard' ? { ...guard, ...changes } : answer(request);
  const radios = (container: ParentNode) => [...container.querySelectorAll<HTMLInputElement>('input[type="radio"]')];

  it('are recorded or refused: changed with a reason, over the version that was seen', async () => {
    const { container, sent, findByText } = renderInApp(<ExceptionsPage />, { respond: answer });
    await findByText(/Let everything through/);
    expect(radios(container).map(({ checked }) => checked)).toEqual([true, false]);
    fireEvent.click(radios(container)[1] as HTMLElement);
    expect(sent.some(({ method }) => method === 'PUT')).toBe(false);
    fireEvent.change(bySubject(document.body, subj.reason) as HTMLElement, { target: { value: 'Agreed' } });
    click(document.body, subj.exceptions.policyConfirm);
    await waitFor(() =>
      expect(sent.find(({ method }) => method === 'PUT')).toMatchObject({
        path: '/exception_guard',
        body: { mode: 'refuse', reason: 'Agreed', version: 'p1' },
      }),
    );
  });

  it('says what the door did, and what it let through unjudged', async () => {
    const { container, findByText } = renderInApp(<ExceptionsPage />, { respond: answer });
    await findByText(/the slowest check took 51 ms/);
    const counts = bySubject(container, subj.exceptions.policyCounts)?.textContent ?? '';
    expect(counts).toMatch(/4.*the check took longer than 50 ms|the check took longer than 50 ms.*4/);
    expect(counts).toContain('the check failed');
    expect(counts).toContain('judged before anyone opened the workbench');
  });

  it('can be changed by managers only, and says so', async () => {
    const { container, findByText } = renderInApp(<ExceptionsPage />, { respond: answer, tier: 'tune' });
    await findByText('Changing this takes the privilege Detection Workbench: All.');
    expect(radios(container).every(({ disabled }) => disabled)).toBe(true);
  });

  it.each([
    ['only_here', /there is nothing to switch/],
    ['next_look', /cannot be refused/],
  ] as const)('has no switch where there is no door: %s', async (watch, words) => {
    const { container, findByText } = renderInApp(<ExceptionsPage />, { respond: withGuard({ watch }) });
    await findByText(words);
    expect(radios(container)).toEqual([]);
  });

  it('that do harm are listed with who wrote them, and accepted until a day', async () => {
    const respond: Respond = (request) =>
      request.path.startsWith('/exception_guard/recorded') ? { recorded: [record] } : answer(request);
    const { container, sent, findByText } = renderInApp(<ExceptionsPage />, { respond });
    await findByText('Port 8088');
    const table = bySubject(container, subj.exceptions.recorded)?.textContent;
    for (const words of ['Hides an attack', 'T1571-2 on defend', 'eve', 'NP-6']) expect(table).toContain(words);
    click(container, subj.exceptions.accept('c1'));
    click(document.body, subj.exceptions.acceptConfirm);
    expect(sent.some(({ path }) => path.endsWith('/accept'))).toBe(false);
    fireEvent.change(bySubject(document.body, subj.override.reason) as HTMLElement, { target: { value: 'Scanner' } });
    click(document.body, subj.exceptions.acceptConfirm);
    await waitFor(() =>
      expect(sent.find(({ path }) => path === '/exception_guard/recorded/c1/accept')?.body).toMatchObject({
        version: 'v1',
        override: { reason: 'Scanner', expiresAt: expect.stringMatching(/Z$/) as string },
      }),
    );
  });
});

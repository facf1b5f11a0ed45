/** @jest-environment jsdom */
import React from 'react';
import { fireEvent, waitFor } from '@testing-library/react';
import type { TransferPlan } from '../../../../common/api/transfer';
import { subj } from '../../../test_subjects';
import { bySubject, refusal, renderInApp, type Respond } from '../../../testing/harness';
import { MovePanel } from './move_panel';

const plan: TransferPlan = {
  from: { space: 'dev', at: '2026-05-01T12:00:00.000Z', by: 'ana' },
  items: [
    {
      kind: 'tuning',
      id: 'NP-1',
      name: 'NP-1 Odd port',
      action: 'update',
      diff: [{ field: 'min_port', before: 1024, after: 2000 }],
    },
    { kind: 'allowlist_entry', id: 'e1', name: 'Backup', action: 'blocked', reason: 'It would blind', diff: [] },
  ],
  counts: { create: 0, update: 1, unchanged: 0, blocked: 1 },
  warnings: ['The pack q is not here'],
};
const choose = (container: ParentNode, text: string) => {
  const file = Object.assign(new File(['x'], 'space.json'), { text: async () => text });
  fireEvent.change(bySubject(container, subj.move.file) as HTMLElement, { target: { files: [file] } });
};
const click = (container: ParentNode, subject: string) => fireEvent.click(bySubject(container, subject) as HTMLElement);

describe('moving to another space', () => {
  it('shows the plan of a file, with differences, reasons and warnings', async () => {
    const respond: Respond = ({ path }) => (path === '/transfer/plan' ? plan : {});
    const { container, sent, findByText } = renderInApp(<MovePanel />, { respond });
    choose(container, '{"a":1}');
    await findByText('NP-1 Odd port');
    expect(sent).toEqual([{ method: 'POST', path: '/transfer/plan', body: { document: { a: 1 } } }]);
    const { textContent } = container;
    for (const part of ['From space dev', 'It would blind', 'The pack q is not here', 'min_port', '1024', '2000']) {
      expect(textContent).toContain(part);
    }
    expect(bySubject(container, subj.move.apply)?.textContent).toContain('1 object');
  });

  it('imports nothing without a reason, and the file with one', async () => {
    const respond: Respond = ({ path }) =>
      path === '/transfer/plan' ? plan : refusal(503, 'unavailable', 'Kibana does not answer');
    const { container, sent, findByText } = renderInApp(<MovePanel />, { respond });
    choose(container, '{"a":1}');
    await findByText('NP-1 Odd port');
    click(container, subj.move.apply);
    expect(sent).toHaveLength(1);
    fireEvent.change(bySubject(container, subj.reason) as HTMLElement, { target: { value: 'Go live' } });
    click(container, subj.move.apply);
    await findByText(/Kibana does not answer/);
    click(container, subj.move.again);
    await waitFor(() => expect(sent).toHaveLength(3));
    expect(sent[2]).toMatchObject({ path: '/transfer/apply', body: { document: { a: 1 }, reason: 'Go live' } });
  });

  it.each([
    ['a file that is not JSON', '{', /not JSON/],
    ['a file of another version', '{}', /format version 2/],
  ])('says what is wrong with %s', async (_what, text, message) => {
    const respond: Respond = () => refusal(400, 'invalid', 'The file has format version 2');
    const { container, findByText } = renderInApp(<MovePanel />, { respond });
    choose(container, text);
    expect(await findByText(message)).toBeTruthy();
    expect(bySubject(container, subj.move.plan)).toBeNull();
  });

  it('names what an export could not hold', async () => {
    URL.createObjectURL = () => 'blob:x';
    jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    const document = { exported: { space: 'dev', at: '2026-05-01T12:00:00.000Z', by: 'ana' } };
    const respond: Respond = () => ({ document, leftOut: [{ id: 'x', name: 'Old rule', reason: 'No pack has it' }] });
    const { container, findByText } = renderInApp(<MovePanel />, { respond });
    click(container, subj.move.export);
    expect(await findByText(/Old rule: No pack has it/)).toBeTruthy();
  });

  it('lets those who may only look export, not import', () => {
    const { container } = renderInApp(<MovePanel />, { tier: 'view' });
    expect(bySubject(container, subj.move.export)).not.toHaveProperty('disabled', true);
    expect(bySubject(container, subj.move.file)).toHaveProperty('disabled', true);
  });
});

/** @jest-environment jsdom */
import React from 'react';
import { renderInApp } from '../../testing/harness';
import { Matches } from './matches';

describe('the matches of an impact', () => {
  it('say what each event was, of a sequence the last, and lead to its explanation', async () => {
    const matches = [{ rule: 'NP-3', eventIds: ['a', 'b'], at: '2026-05-01T12:00:00.000Z' }];
    const source = { process: { name: 'nc.exe' }, destination: { ip: '192.0.2.1', port: 4444 } };
    const { sent, findByText } = renderInApp(<Matches title="Gained" matches={matches} total={1} testSubject="g" />, {
      respond: () => ({ events: [{ id: 'b', index: 'logs-x', source }], total: 1, histogram: [] }),
    });
    const link = await findByText('nc.exe · 192.0.2.1:4444');
    expect(link.closest('a')?.getAttribute('href')).toBe('/explain?eventId=b&index=logs-x');
    expect(sent[0]?.body).toMatchObject({
      ids: ['b'],
      range: { from: '2026-05-01T11:59:00.000Z', to: '2026-05-01T12:01:00.000Z' },
    });
  });
});

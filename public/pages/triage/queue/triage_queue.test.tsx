/** @jest-environment jsdom */
import React from 'react';
import { act, waitFor } from '@testing-library/react';
import type { AlertRow } from '../../../../common/api/alerts';
import { useTimeRange } from '../../../hooks';
import { subj } from '../../../test_subjects';
import { bySubject, refusal, renderInApp, type HarnessOptions, type SentRequest } from '../../../testing/harness';
import { TriageQueue } from './triage_queue';

jest.mock('../../../components/time_histogram', () => ({ __esModule: true, default: () => null }));
// The data grid measures what jsdom does not lay out; the tests in a browser use it.
jest.mock('../grid/alert_grid', () => ({
  AlertGrid: ({ toolbar }: { toolbar: React.ReactNode }) => <div data-test-subj="dwTriageGrid">{toolbar}</div>,
}));

const row = (id: string): AlertRow => ({
  id,
  index: '.alerts',
  at: '2026-07-01T00:00:00.000Z',
  ruleKey: 'NP-1',
  ruleName: 'Rule',
  techniqueId: 'T1571',
  severity: 'high',
  riskScore: 73,
  status: 'open',
  reason: '',
  tags: [],
  assignees: [],
  buildingBlock: false,
  sequence: false,
  testRun: false,
});

interface SearchBody {
  filter: Record<string, unknown>;
  size: number;
  after?: string;
}

/** A queue of alerts in the words of the search route, with as many matches as `matches` says for a filter. */
const answerSearch =
  (matches: (filter: SearchBody['filter']) => number) =>
  ({ body }: SentRequest) => {
    const { filter, size, after } = body as SearchBody;
    const total = matches(filter);
    const start = Number(after ?? 0);
    const end = Math.min(total, start + size);
    const alerts = Array.from({ length: end - start }, (_, index) => row(`a${start + index}`));
    return { alerts, total, ...(end < total && size > 0 ? { next: String(end) } : {}), facets: {}, histogram: [] };
  };

function Page() {
  return (
    <TriageQueue
      time={useTimeRange()}
      openAlertId={undefined}
      hrefOf={(id) => `/triage/${id}`}
      onOpen={() => undefined}
    />
  );
}

function open(respond: HarnessOptions['respond'], options: Omit<HarnessOptions, 'respond'> = {}) {
  const { container, sent } = renderInApp(<Page />, {
    ...options,
    respond: (request) => {
      if (request.path === '/environment') return { features: {} };
      if (request.path === '/techniques') return { techniques: [] };
      return respond?.(request) ?? {};
    },
  });
  // Dialogs and popovers are outside the page's own element.
  const find = (subject: string) => bySubject(document, subject);
  return {
    container,
    find,
    sentTo: (path: string) => sent.filter((request) => request.path === path).map(({ body }) => body as never),
    click: async (subject: string) => {
      await waitFor(() => expect(find(subject)).not.toBeNull());
      act(() => find(subject)?.click());
    },
    text: () => container.textContent ?? '',
  };
}

const report = { updated: 0, conflicts: 0, failures: [] };

describe('closing many alerts', () => {
  it('takes three clicks, names exactly the alerts of the moment, and keeps them selected', async () => {
    const search = answerSearch(() => 620);
    const page = open((request) => (request.path === '/alerts/search' ? search(request) : report));
    await page.click(subj.triage.selectAll);
    await waitFor(() => expect(page.find(subj.bulk.count)?.textContent).toContain('620 alerts selected'));
    await page.click(subj.bulk.action('close'));
    expect(page.find(subj.bulk.closeDialog)?.textContent).toContain('Close 620 alerts');
    await page.click(subj.bulk.closeReason('duplicate'));

    await waitFor(() => expect(page.find(subj.bulk.closeDialog)).toBeNull());
    const [body] = page.sentTo('/alerts/status') as Array<{
      filter: { ids: string[] };
      status: string;
      reason: string;
    }>;
    expect(new Set(body?.filter.ids).size).toBe(620);
    expect(body).toMatchObject({ status: 'closed', reason: 'duplicate', filter: { buildingBlocks: true } });
    expect(page.find(subj.bulk.count)?.textContent).toContain('620 alerts selected');
    // Closed alerts can be reopened, not closed again.
    expect(page.find(subj.bulk.action('close'))).toBeNull();
    expect(page.find(subj.bulk.action('reopen'))).not.toBeNull();
  });

  it('sends more than can be named by their filter, which ends at the selection', async () => {
    const search = answerSearch(() => 12_000);
    const page = open((request) => (request.path === '/alerts/search' ? search(request) : report));
    await page.click(subj.triage.selectAll);
    await page.click(subj.bulk.action('close'));
    await page.click(subj.bulk.closeReason('other'));
    await waitFor(() => expect(page.sentTo('/alerts/status')).toHaveLength(1));
    const [body] = page.sentTo('/alerts/status') as Array<{ filter: { ids?: string[]; range: { to: string } } }>;
    expect(body?.filter.ids).toBeUndefined();
    expect(Date.parse(body?.filter.range.to ?? '')).toBeLessThanOrEqual(Date.now());
    expect(body?.filter).toMatchObject({ statuses: ['open'] });
  });

  it('is not offered to those who may only read', async () => {
    const page = open(
      answerSearch(() => 3),
      { tier: 'view' },
    );
    await waitFor(() => expect(page.text()).toContain('3 alerts'));
    expect(page.find(subj.triage.selectAll)).toBeNull();
  });
});

describe('an empty list', () => {
  it('says that there is nothing yet', async () => {
    const page = open(answerSearch(() => 0));
    await waitFor(() => expect(page.text()).toContain('No alert yet'));
  });

  it('says that the filters leave none, and takes them away', async () => {
    const page = open(
      answerSearch(({ severities }) => (severities ? 0 : 7)),
      { path: '/triage?severity=critical' },
    );
    await waitFor(() => expect(page.text()).toContain('No alert matches'));
    expect(page.text()).toContain('The time range has 7 alerts');
    await page.click(subj.triage.clearFilters);
    await waitFor(() => expect(page.find(subj.triage.grid)).not.toBeNull());
  });

  it('says that alerts are there at other times', async () => {
    const page = open(answerSearch(({ range }) => (range ? 0 : 5)));
    await waitFor(() => expect(page.text()).toContain('There are 5 alerts at other times'));
  });

  it('says which right is missing', async () => {
    const page = open(() => refusal(403, 'forbidden', 'no access to .alerts-security'));
    await waitFor(() => expect(page.text()).toContain('You cannot read alerts'));
  });
});

it('lets newer alerts wait until they are asked for', async () => {
  // Only the search for newer alerts reaches to the end of time.
  const isNewer = (filter: SearchBody['filter']) =>
    (filter.range as { to?: string } | undefined)?.to?.startsWith('9999');
  const page = open(answerSearch((filter) => (isNewer(filter) ? 4 : 30)));
  await waitFor(() => expect(page.text()).toContain('4 newer alerts wait'));
  const searches = page.sentTo('/alerts/search') as SearchBody[];
  const newer = searches.find(({ filter }) => isNewer(filter));
  expect(newer?.filter).toMatchObject({ statuses: ['open'], range: { from: '2026-07-01T00:00:00.001Z' } });
});

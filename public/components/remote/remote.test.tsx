/** @jest-environment jsdom */
import React from 'react';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import type { RemoteEnvironment } from '../../../common/api/misc';
import { HeaderMenuProvider } from '../../kibana/header_menu';
import { bySubject, renderInApp } from '../../testing/harness';
import { subj } from '../../test_subjects';
import { ConnectionPanel, RemoteStatus, RunsWithKey, StackAway } from '.';

const REMOTE: RemoteEnvironment = {
  kibanaUrl: 'https://kibana.example/base',
  elasticsearchUrl: 'https://es.example:9200',
  keyName: 'workbench of mia',
  documents: '/home/mia/data/remote/kibana.example_blue.db',
  findings: [
    { level: 'ok', text: 'Kibana 8.12.2 answers.' },
    { level: 'warn', text: 'Licence: basic. Rules go without alert suppression.' },
  ],
  connection: { status: 'connected' },
};
const LOST = {
  status: 'lost',
  since: '2030-01-01T00:00:00.000Z',
  reason: 'Kibana cannot be reached: nothing.',
} as const;

let remote: RemoteEnvironment | undefined;
const respond = () => ({ kind: 'kibana', space: 'blue', features: {}, limits: {}, ...(remote ? { remote } : {}) });
const header = document.createElement('div');
beforeEach(() => {
  remote = REMOTE;
  document.body.appendChild(header);
});

const show = (element: React.ReactElement) =>
  renderInApp(<HeaderMenuProvider value={(mount) => void mount?.(header)}>{element}</HeaderMenuProvider>, { respond });

const STATUS = (
  <>
    <RemoteStatus />
    <StackAway />
  </>
);

const find = (subject: string): Promise<HTMLElement> =>
  waitFor(() => {
    const found = bySubject(document.body, subject);
    if (!found) throw new Error(`${subject} is not there`);
    return found;
  });

it('says on every page where one works, and that tunings stay on this machine', async () => {
  show(<RemoteStatus />);
  const badge = await find(subj.remote.badge);
  expect(badge.textContent).toContain('Remote: kibana.example');
  fireEvent.click(badge.querySelector('button') ?? badge);
  const about = await find(subj.remote.about);
  expect(about.textContent).toContain(REMOTE.documents);
  expect(about.textContent).toContain('colleagues do not see them');
  expect(bySubject(document.body, subj.remote.away)).toBeNull();
});

it('says nothing where the stack is not elsewhere', async () => {
  remote = undefined;
  const { sent } = show(
    <>
      <RemoteStatus />
      <ConnectionPanel />
      <RunsWithKey />
    </>,
  );
  await waitFor(() => expect(sent).toHaveLength(1));
  await act(async () => undefined);
  for (const subject of [subj.remote.badge, subj.remote.panel, subj.remote.runsWithKey]) {
    expect(bySubject(document.body, subject)).toBeNull();
  }
});

it('says that the stack is gone, and asks for everything anew when it is back', async () => {
  jest.useFakeTimers();
  try {
    remote = { ...REMOTE, connection: LOST };
    const { sent } = show(STATUS);
    const away = await find(subj.remote.away);
    expect(away.textContent).toMatch(/cannot be reached.*nothing\..*by itself/s);
    remote = REMOTE;
    await act(() => jest.advanceTimersByTimeAsync(5_000));
    expect(bySubject(document.body, subj.remote.away)).toBeNull();
    // Once to learn that it is back, once because everything is asked for anew.
    expect(sent.length).toBeGreaterThanOrEqual(3);
  } finally {
    jest.useRealTimers();
  }
});

it('says that the key is not accepted any more', async () => {
  remote = { ...REMOTE, connection: { ...LOST, status: 'refused', reason: 'Start again with a new one.' } };
  show(STATUS);
  const away = await find(subj.remote.away);
  expect(away.textContent).toMatch(/does not accept the API key.*a new one/);
  expect(away.textContent).not.toContain('by itself');
});

it('shows addresses, key and the check on the content page', async () => {
  show(<ConnectionPanel />);
  await screen.findByText('Connection');
  for (const text of [
    REMOTE.kibanaUrl,
    REMOTE.elasticsearchUrl,
    'workbench of mia',
    ...REMOTE.findings.map(({ text: t }) => t),
  ]) {
    expect(screen.getByText(text)).toBeTruthy();
  }
});

it('warns before rules are enabled that they run with the key', async () => {
  show(<RunsWithKey />);
  const warning = await find(subj.remote.runsWithKey);
  expect(warning.textContent).toMatch(/"workbench of mia".*stop when it is deleted.*made for the workbench/);
});

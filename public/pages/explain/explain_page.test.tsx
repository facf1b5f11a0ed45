/** @jest-environment jsdom */
import React from 'react';
import { act, fireEvent, waitFor } from '@testing-library/react';
import type { ExplainedRule } from '../../../common/api/misc';
import { subj } from '../../test_subjects';
import { bySubject, renderInApp } from '../../testing/harness';
import { ExplainPage } from './explain_page';

const rule = (ruleKey: string, outcome: ExplainedRule['outcome'], sentence: string): ExplainedRule => ({
  ruleKey,
  ruleName: `Rule ${ruleKey}`,
  techniqueId: 'T1571',
  outcome,
  sentence,
  items: [],
});

const event = { host: { name: 'ws-1' } };
const rules = [
  rule('NP-2', 'not_matched', 'The first clause that says no: destination.port in (4444)'),
  rule('NP-1', 'would_alert', 'The rule alerted on it.'),
  rule('CP-1', 'allowlisted', 'The allowlist entry "Backup" removes the event.'),
];

const recorded = (_id: string, port: number) => ({
  _id,
  _index: 'logs-endpoint.events.network-default',
  _source: {
    '@timestamp': '2020-01-01T00:00:00.000Z',
    process: { name: 'nc.exe' },
    destination: { ip: '192.0.2.1', port },
  },
});
const material = {
  expectations: [{ id: 'T1571-1', name: 'A session', outcomes: [] }],
  recordings: [
    {
      expectation: 'T1571-1',
      source: 'defend',
      events: [recorded('a', 4444), recorded('b', 4444), recorded('c', 4445)],
    },
    { expectation: 'T1571-1', source: 'sysmon_winlogbeat', events: [recorded('d', 1)] },
  ],
};

function open(path: string, stored: readonly unknown[] = []) {
  const answers: Record<string, unknown> = {
    '/explain': { event, rules },
    '/guard/material': material,
    '/events/search': { events: stored, total: stored.length, histogram: [] },
  };
  const { container, sent } = renderInApp(<ExplainPage />, { path, respond: (request) => answers[request.path] ?? {} });
  const get = (subject: string) => bySubject(container, subject) as HTMLElement;
  return {
    container,
    get,
    asked: () => sent.filter((request) => request.path === '/explain').map(({ body }) => body),
    paste: (text: string) => {
      act(() => void fireEvent.change(get(subj.explain.input), { target: { value: text } }));
      act(() => get(subj.explain.run).click());
    },
    sentences: () =>
      [...container.querySelectorAll(`[data-test-subj="${subj.explain.sentence}"]`)].map(
        ({ textContent }) => textContent,
      ),
  };
}

describe('ExplainPage', () => {
  it('sends a pasted event and shows first what alerts or what stops it', async () => {
    const page = open('/explain');
    page.paste('{"host": {"name": "ws-1"}}');
    await waitFor(() => expect(page.sentences()).toHaveLength(3));
    expect(page.asked()).toEqual([{ event }]);
    expect(page.sentences()).toEqual([rules[1]?.sentence, rules[2]?.sentence, rules[0]?.sentence]);
    expect(page.get(subj.explain.summary).textContent).toContain('1 rule alerts on this event');
  });

  it('names the place of a mistake and puts the cursor there, without asking the server', () => {
    const page = open('/explain');
    page.paste('{\n  "path": "C:\\Windows"\n}');
    expect(page.get(subj.explain.problem).textContent).toContain('Line 2, column 14');
    expect((page.get(subj.explain.input) as HTMLTextAreaElement).selectionStart).toBe(15);
    expect(page.asked()).toEqual([]);
  });

  it('explains a stored event from its address and shows the document', async () => {
    const page = open('/explain?eventId=e1&index=logs-x');
    await waitFor(() => expect(page.sentences()).toHaveLength(3));
    expect(page.asked()).toEqual([{ eventId: 'e1', index: 'logs-x' }]);
    expect((page.get(subj.explain.input) as HTMLTextAreaElement).value).toContain('"ws-1"');
  });

  it('begins with an event of a recorded attack, as if it happened now', async () => {
    const page = open('/explain');
    const select = page.get(subj.explain.attack) as HTMLSelectElement;
    await waitFor(() => expect([...select.options].map(({ text }) => text)).toHaveLength(3));
    expect(select.options[1]?.text).toBe('T1571-1: nc.exe · 192.0.2.1:4444');
    act(() => void fireEvent.change(select, { target: { value: select.options[2]?.value } }));
    await waitFor(() => expect(page.sentences()).toHaveLength(3));
    const [{ event: sent }] = page.asked() as [{ event: { '@timestamp': string; destination: { port: number } } }];
    expect(sent.destination.port).toBe(4445);
    expect(Date.now() - Date.parse(sent['@timestamp'])).toBeLessThan(600_000);
    expect(select.selectedOptions[0]?.text).toContain('4445');
    act(() => void fireEvent.change(page.get(subj.explain.input), { target: { value: '{}' } }));
    expect(select.value).toBe('');
  });

  it('begins with the newest stored event', async () => {
    const page = open('/explain', [{ id: 'e9', index: 'logs-y', source: event }]);
    act(() => page.get(subj.explain.newest).click());
    await waitFor(() => expect(page.sentences()).toHaveLength(3));
    expect(page.asked()).toEqual([{ eventId: 'e9', index: 'logs-y' }]);
  });
});

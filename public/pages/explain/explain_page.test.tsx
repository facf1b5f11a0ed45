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

function open(path: string) {
  const { container, sent } = renderInApp(<ExplainPage />, {
    path,
    respond: (request) => (request.path === '/explain' ? { event, rules } : {}),
  });
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
});

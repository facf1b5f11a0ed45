/** @jest-environment jsdom */
import React from 'react';
import { fireEvent, waitFor } from '@testing-library/react';
import { createMemoryHistory } from 'history';
import type { ApplicationStart } from '@kbn/core/public';
import type { DataTableRecord } from '@kbn/unified-doc-viewer-plugin/public';
import type { ExplainedRule } from '../../../common/api/misc';
import { compile, explain } from '../../../common/eql';
import { bySubject, refusal, renderInApp, type Respond } from '../../testing/harness';
import { subj } from '../../test_subjects';
import { historyIntoApp } from '../history_into_app';
import { Why } from './why';

const EVENT = { event: { category: ['network'] }, process: { name: 'nc.exe' }, destination: { port: 4444 } };
const explanation = explain(compile('network where destination.port == 4444'), EVENT);

const rule = (outcome: ExplainedRule['outcome'], ruleKey: string): ExplainedRule => ({
  ruleKey,
  ruleName: `Rule ${ruleKey}`,
  techniqueId: 'T1571',
  outcome,
  sentence: `What ${ruleKey} says`,
  explanation,
  items: [],
});

const hit = (raw: DataTableRecord['raw'], flattened: DataTableRecord['flattened'] = {}): DataTableRecord => ({
  id: 'hit',
  raw,
  flattened,
});

const show = (record: DataTableRecord, respond: Respond) => renderInApp(<Why hit={record} />, { respond });

describe('the tab in Discover', () => {
  it('explains a stored event by its id and index, rule by rule, those that alert first', async () => {
    const { container, sent, findByText } = show(hit({ _id: 'e1', _index: 'logs-x' }), () => ({
      event: EVENT,
      rules: [rule('not_matched', 'NP-2'), rule('would_alert', 'NP-1')],
    }));
    await findByText('1 rule alerts on this event');
    expect(sent).toEqual([{ method: 'POST', path: '/explain', body: { eventId: 'e1', index: 'logs-x' } }]);
    const rules = [...container.querySelectorAll('[data-test-subj^="dwExplainRule-"]')];
    expect(rules.map((one) => one.getAttribute('data-test-subj'))).toEqual([
      subj.explain.rule('NP-1'),
      subj.explain.rule('NP-2'),
    ]);
    expect(bySubject(container, subj.discoverTab.open)?.getAttribute('href')).toBe('/explain?eventId=e1&index=logs-x');
  });

  it('says that no rule alerts, and why not', async () => {
    const { findByText } = show(hit({ _id: 'e1', _index: 'logs-x' }), () => ({
      event: EVENT,
      rules: [rule('not_matched', 'NP-2')],
    }));
    await findByText('No rule alerts on this event');
    await findByText('What NP-2 says');
  });

  it('explains a row of ES|QL by what is in it, and says that this is all', async () => {
    const row = { 'process.name': 'nc.exe', 'destination.port': 4444 };
    const { sent, findByText, container } = show(hit({}, row), () => ({ event: row, rules: [] }));
    await findByText(/Only the columns of this row/);
    expect(sent[0]?.body).toEqual({ event: row });
    expect(bySubject(container, subj.discoverTab.open)).toBeNull();
  });

  it('shows of an alert why it fired, with the way to the alert', async () => {
    const index = '.internal.alerts-security.alerts-default-000001';
    const alert = {
      row: {},
      source: {},
      query: 'network where destination.port == 4444',
      queryIsCurrent: true,
      events: [{ id: 'e1', event: EVENT, explanation }],
      related: { sameHost: [], sameProcess: [], sameDestination: [] },
      playbook: { done: {} },
    };
    const { container, sent } = show(hit({ _id: 'a1', _index: index }), () => alert);
    await waitFor(() => expect(bySubject(container, subj.alert.why)).not.toBeNull());
    expect(sent.map(({ path }) => path)).toEqual(['/alerts/a1']);
    expect(bySubject(container, subj.discoverTab.open)?.getAttribute('href')).toBe('/triage/a1');
  });

  it('says what went wrong, and tries again', async () => {
    let fails = true;
    const { container, findByText } = show(hit({ _id: 'gone', _index: 'logs-x' }), () =>
      fails ? refusal(404, 'not_found', 'There is no event gone.') : { event: EVENT, rules: [] },
    );
    await findByText(/There is no event gone/);
    fails = false;
    fireEvent.click(bySubject(container, subj.retry)!);
    await findByText('No rule alerts on this event');
  });
});

describe('links of the tab', () => {
  it('lead out of Discover into the workbench', () => {
    const went: unknown[] = [];
    const history = historyIntoApp({
      getUrlForApp: (app: string, { path }: { path: string }) => `/s/blue/app/${app}${path}`,
      navigateToApp: async (...to: unknown[]) => void went.push(to),
    } as unknown as ApplicationStart);
    expect(history.createHref({ pathname: '/triage/a1', search: '?x=1' })).toBe(
      '/s/blue/app/detectionWorkbench/triage/a1?x=1',
    );
    history.push('/triage/a1');
    history.push({ pathname: '/explain', search: '?eventId=e1' });
    expect(went).toEqual([
      ['detectionWorkbench', { path: '/triage/a1' }],
      ['detectionWorkbench', { path: '/explain?eventId=e1' }],
    ]);
    expect(history.location.pathname).toBe(createMemoryHistory().location.pathname);
  });
});

/** @jest-environment jsdom */
import React from 'react';
import { fireEvent } from '@testing-library/react';
import type { CoreStart } from '@kbn/core/public';
import type { AlertVerdict } from '../../../common/case_verdict';
import { renderInApp } from '../../testing/harness';
import { caseVerdictView } from './case_verdict_view';

const alert: AlertVerdict = {
  alertId: 'a1',
  ruleKey: 'NP-1',
  ruleName: 'Odd port',
  techniqueId: 'T1571',
  at: '2026-05-01T12:00:00.000Z',
  host: 'WS-1',
  ruleChanged: true,
  events: [[{ text: 'destination.port == 4444', values: ['4444'] }]],
};

const went: unknown[] = [];
const core = {
  application: {
    getUrlForApp: (app: string, { path }: { path: string }) => `/app/${app}${path}`,
    navigateToApp: async (...to: unknown[]) => void went.push(to),
  },
} as unknown as CoreStart;

const show = (metadata: unknown, viewer: { core: CoreStart | undefined } = { core }) => {
  const View = caseVerdictView(viewer.core);
  const caseData = { id: 'c', title: 'A case' };
  return renderInApp(<View externalReferenceId="r" externalReferenceMetadata={metadata} caseData={caseData} />);
};

describe('the verdict in a case', () => {
  it('says what the rule asked for and what the event had, and leads to the alert', () => {
    const { container, getByText } = show({ alerts: [alert], more: 3 });
    expect(container.textContent).toContain('destination.port == 4444 (event: 4444)');
    expect(container.textContent).toContain('WS-1');
    expect(container.textContent).toContain('Rule changed since');
    expect(container.textContent).toContain('3 more alerts were added with them.');
    const link = getByText('NP-1 Odd port');
    expect(link.getAttribute('href')).toBe('/app/detectionWorkbench/triage/a1');
    fireEvent.click(link);
    expect(went).toEqual([['detectionWorkbench', { path: '/triage/a1' }]]);
  });

  it('shows the steps of a sequence one after the other', () => {
    const steps = [alert.events[0]!, [{ text: 'process.name == "nc.exe"', values: ['nc.exe'] }]];
    const { container } = show({ alerts: [{ ...alert, events: steps }], more: 0 });
    expect(container.querySelectorAll('ol > li')).toHaveLength(2);
  });

  it('is read without links by those who may not see the workbench', () => {
    const { container } = show({ alerts: [alert], more: 0 }, { core: undefined });
    expect(container.textContent).toContain('NP-1 Odd port');
    expect(container.querySelector('a')).toBeNull();
  });

  it.each([null, {}, { alerts: 'none' }])('says so when it cannot be read: %j', (metadata) => {
    expect(show(metadata).container.textContent).toContain('another version of Detection Workbench');
  });
});

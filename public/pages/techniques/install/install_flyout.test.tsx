/** @jest-environment jsdom */
import React from 'react';
import { fireEvent, waitFor } from '@testing-library/react';
import { TextDecoder, TextEncoder } from 'node:util';
import { ReadableStream } from 'node:stream/web';
import { subj } from '../../../test_subjects';
import { bySubject, renderInApp } from '../../../testing/harness';
import { InstallFlyout } from './install_flyout';

Object.assign(globalThis, { TextDecoder });

const plan = {
  items: [
    {
      kind: 'rule',
      id: 'r1',
      name: 'NP-1',
      action: 'create',
      diff: [],
      userEdits: [],
      enabledByDefault: true,
    },
  ],
  counts: { create: 1, update: 0, unchanged: 0, blocked: 0, remove: 0 },
  warnings: [],
};

/** The flyout once everything was written, or not. */
async function install(failed: number): Promise<HTMLElement> {
  const end = { type: 'end', succeeded: 1 - failed, failed, unchanged: 0 };
  renderInApp(<InstallFlyout techniques={[]} packIds={['p']} onClose={() => undefined} />, {
    respond: ({ path }) => {
      if (path === '/content/plan') return plan;
      if (path !== '/content/apply') return {};
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode(`${JSON.stringify(end)}\n`));
          controller.close();
        },
      });
      return { response: { body } };
    },
  });
  const apply = () => bySubject(document.body, subj.install.apply) as HTMLButtonElement | null;
  await waitFor(() => expect(apply()?.disabled).toBe(false));
  fireEvent.click(apply() as HTMLElement);
  await waitFor(() => expect(bySubject(document.body, subj.install.result)).toBeTruthy());
  return document.body;
}

describe('the end of an install', () => {
  it('leads to the alerts', async () => {
    const page = await install(0);
    expect(bySubject(page, subj.install.toAlerts)?.getAttribute('href')).toBe('/triage');
    expect(bySubject(page, subj.install.retry)).toBeNull();
  });

  it('leads first to what failed', async () => {
    const page = await install(1);
    expect(bySubject(page, subj.install.retry)).toBeTruthy();
    expect(bySubject(page, subj.install.toAlerts)).toBeNull();
  });
});

/** Renders parts of the application in tests: a fake Kibana core whose http answers from a table. */
import React, { type ReactElement } from 'react';
import createCache from '@emotion/cache';
import { EuiProvider } from '@elastic/eui';
import { configure, render, type RenderResult } from '@testing-library/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory } from 'history';
import { Router } from 'react-router-dom';
import type { AppMountParameters, CoreStart } from '@kbn/core/public';
import { TIERS, tiersUpTo, uiCapabilities } from '../../common/tiers';
import { API_BASE, type Tier } from '../../common/api/contract';
import { createQueryClient } from '../api';
import { ServicesProvider } from '../kibana';

export interface SentRequest {
  method: string;
  /** Below the API's base. */
  path: string;
  body: unknown;
}

/** A failed look-up is repeated while something loads: printing the whole page each time would take most of the test's time. The limits are for busy machines. */
configure({ getElementError: (message) => new Error(message ?? 'not found'), asyncUtilTimeout: 15_000 });
jest.setTimeout(60_000);

/** jsdom has no canvas; EUI measures the width of texts with one. */
HTMLCanvasElement.prototype.getContext = (() => ({
  measureText: () => ({ width: 0 }),
})) as unknown as HTMLCanvasElement['getContext'];

/** Styles go into an element outside the page: jsdom would match each of them against each element, for seconds. */
const unseenStyles = createCache({ key: 'test', container: document.createElement('div') });

/** The answer to a request, or an error to reject with. */
export type Respond = (request: SentRequest) => unknown;

export interface HarnessOptions {
  respond?: Respond;
  /** Default `manage`. */
  tier?: Tier;
  path?: string;
}

export interface Harness extends RenderResult {
  /** Requests that were sent, in order. */
  sent: SentRequest[];
}

/** What `core.http` rejects with when the server refuses. */
export function refusal(
  status: number,
  code: string,
  message: string,
  attributes: Record<string, unknown> = {},
): Error {
  return Object.assign(new Error(message), {
    request: {},
    response: { status },
    body: { statusCode: status, message, attributes: { ...attributes, code } },
  });
}

function fakeCore(respond: Respond, tier: Tier, sent: SentRequest[]): CoreStart {
  const nothing = () => undefined;
  const core = {
    application: {
      capabilities: { detectionWorkbench: uiCapabilities(tiersUpTo(tier)) },
      getUrlForApp: (app: string, { deepLinkId, path }: { deepLinkId?: string; path?: string } = {}) =>
        ['/app', app, deepLinkId, path].filter(Boolean).join('/'),
    },
    chrome: { setBreadcrumbs: nothing, docTitle: { change: nothing, reset: nothing } },
    http: {
      basePath: { get: () => '', prepend: (path: string) => path },
      fetch: async (options: { path: string; method: string; body?: string }) => {
        const request = {
          method: options.method,
          path: options.path.slice(API_BASE.length),
          body: options.body === undefined ? undefined : (JSON.parse(options.body) as unknown),
        };
        sent.push(request);
        const answer = respond(request);
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
    notifications: {
      toasts: { addSuccess: nothing, addError: nothing, addWarning: nothing, addInfo: nothing, addDanger: nothing },
    },
    uiSettings: { get: (_key: string, fallback: unknown) => fallback },
  };
  return core as unknown as CoreStart;
}

/** Renders inside everything that the application gives its pages. */
export function renderInApp(element: ReactElement, options: HarnessOptions = {}): Harness {
  const { respond = () => ({}), tier = TIERS[TIERS.length - 1] ?? 'manage', path = '/' } = options;
  const sent: SentRequest[] = [];
  const history = createMemoryHistory({ initialEntries: [path] }) as unknown as AppMountParameters['history'];
  const result = render(
    <EuiProvider globalStyles={false} utilityClasses={false} cache={unseenStyles}>
      <ServicesProvider core={fakeCore(respond, tier, sent)} history={history} standalone>
        <QueryClientProvider client={createQueryClient()}>
          <Router history={history}>{element}</Router>
        </QueryClientProvider>
      </ServicesProvider>
    </EuiProvider>,
  );
  return { ...result, sent };
}

/** Finds by `data-test-subj`. */
export const bySubject = (container: ParentNode, subject: string): HTMLElement | null =>
  container.querySelector<HTMLElement>(`[data-test-subj~="${subject}"]`);

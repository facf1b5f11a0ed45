/** A hundred thousand alerts: what the port takes to find a page, and what the triage page takes to show it. */
import type { Browser } from 'playwright-core';
import { api } from '../../common/api';
import { render, toCreateBody } from '../../common/rules';
import type { RuleBody } from '../../server/stack/rules';
import { pathSources } from '../../standalone/events_in';
import { createLogger } from '../../standalone/host/logger';
import { EmbeddedStack } from '../../standalone/stack';
import { startWorkbench } from '../browser/workbench';
import { bundledPacks } from '../support/packs';
import { chromiumOrNone } from './browser';
import { percentile, type Figure } from './table';

const ALERTS = 100_000;
const ROUNDS = 40;
const log = createLogger({ level: 'error', write: (line) => console.error(line) }, 'bench');

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

const p95 = async (work: () => Promise<unknown>): Promise<number> => {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push(await timed(work));
  return percentile(times, 0.95);
};

/** A rule that takes every event gives as many alerts as there are events. */
async function fill(folder: string, file: string): Promise<Figure> {
  const embedded = EmbeddedStack.open({ dataDirectory: folder, userName: () => 'bench', log });
  await embedded.importEvents(await pathSources(file));
  const stack = embedded.stackOf('bench');
  const [first] = bundledPacks().packs.flatMap((pack) => pack.rules);
  if (!first) throw new Error('no rule');
  const body = { ...toCreateBody(render(first)), query: 'any where true', max_signals: ALERTS };
  await stack.rules.upsert([{ ...body, index: ['logs-*'], enabled: true, exceptions_list: [] } as RuleBody]);
  await embedded.runDueRules();
  const search = {
    ruleIds: [body.rule_id],
    statuses: ['open'] as const,
    size: 50,
    sort: { field: '@timestamp', order: 'desc' } as const,
  };
  const { total } = await stack.alerts.search(search);
  const measured = await p95(() => stack.alerts.search({ ...search, terms: { 'process.name': ['powershell.exe'] } }));
  await embedded.stop();
  return {
    what: `search of ${total.toLocaleString('en')} alerts, one page and the total, p95`,
    goal: undefined,
    measured,
    unit: 'ms',
  };
}

/** Page, facets and histogram as the triage page asks for them, over HTTP. */
async function overHttp(url: string): Promise<Figure> {
  const { path } = api.alerts.searchAlerts;
  const body = JSON.stringify({
    filter: { statuses: ['open'] },
    size: 50,
    facets: ['kibana.alert.rule.name', 'kibana.alert.severity', 'kibana.alert.workflow_status'],
    histogramBuckets: 60,
  });
  const headers = { 'content-type': 'application/json', 'kbn-xsrf': 'true' };
  const measured = await p95(async () => {
    const answer = await fetch(`${url}/api/detection_workbench${path}`, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(await answer.text());
    await answer.text();
  });
  return { what: 'page, facets and histogram of all of them over HTTP, p95', goal: undefined, measured, unit: 'ms' };
}

async function onThePage(url: string, browser: Browser): Promise<Figure[]> {
  const page = await browser.newPage();
  const row = page.locator('[data-test-subj="dwOpenAlert"]').first();
  const opened = await timed(async () => {
    await page.goto(`${url}/app/detectionWorkbench/triage`);
    await row.waitFor();
  });
  return [{ what: 'triage: first alert after opening the page', goal: undefined, measured: opened, unit: 'ms' }];
}

export const alertFigures = async (folder: string, file: string): Promise<Figure[]> => {
  const figures = [await fill(folder, file)];
  const browser = await chromiumOrNone();
  const workbench = await startWorkbench(['--data', folder, '--empty']);
  try {
    figures.push(await overHttp(workbench.url));
    if (browser) figures.push(...(await onThePage(workbench.url, browser)));
  } finally {
    await browser?.close();
    await workbench.stop();
  }
  return figures;
};

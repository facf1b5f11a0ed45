/** A workbench whose content is installed and whose demo alerts are there: where the jobs of an analyst start. */
import { startWorkbench, type Workbench } from './workbench';

const PACKS = ['t1043_commonly_used_port', 't1571_non_standard_port'];
/** Alerts that the demo gives with the default knobs; waiting for most of them is enough. */
const ENOUGH_ALERTS = 100;
const TIMEOUT_MS = 90_000;

export const call = async <T>(workbench: Workbench, path: string, body: object): Promise<T> => {
  const response = await fetch(`${workbench.url}/api/detection_workbench${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'kbn-xsrf': 'true' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  const text = await response.text();
  return JSON.parse(text.includes('\n') ? `[${text.trim().split('\n').join(',')}]` : text) as T;
};

/** Waits for what the rules make of the demo events. */
export const untilAlerts = async (workbench: Workbench): Promise<void> => {
  const end = Date.now() + TIMEOUT_MS;
  for (;;) {
    const { total } = await call<{ total: number }>(workbench, '/alerts/search', { filter: {}, size: 0 });
    if (total >= ENOUGH_ALERTS) return;
    if (Date.now() > end) throw new Error(`only ${total} demo alerts after ${TIMEOUT_MS / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
};

export const startInstalled = async (): Promise<Workbench> => {
  const workbench = await startWorkbench();
  await call(workbench, '/content/apply', { packIds: PACKS });
  await untilAlerts(workbench);
  return workbench;
};

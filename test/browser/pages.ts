/** Chromium with what every browser test watches: errors of the page, accessibility, clicks and fields. */
import { readFileSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const VIEWPORT = { width: 1440, height: 900 };

export type Theme = 'light' | 'dark';

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '', args: ['--no-sandbox', '--disable-gpu'] });

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** Errors in the console, failed requests of our own host, and uncaught exceptions, in order. */
  problems: string[];
  /** Opens a path of the application. */
  go(path?: string): Promise<void>;
  /** By `data-test-subj`. */
  subject(name: string): Locator;
  /** A click and a field that a user needs for the job; `counted` tells how many there were. */
  click(target: Locator): Promise<void>;
  fill(target: Locator, text: string): Promise<void>;
  counted(): { clicks: number; fields: number };
  startCounting(): void;
  close(): Promise<void>;
}

/** One page in one theme. Nothing but the host may be asked: the product loads nothing from outside. */
export const visit = async (browser: Browser, url: string, theme: Theme = 'light'): Promise<Visit> => {
  const context = await browser.newContext({ viewport: VIEWPORT, colorScheme: theme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url()))
      problems.push(`outside: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) problems.push(`${response.status()}: ${response.url()}`);
  });
  let clicks = 0;
  let fields = 0;
  return {
    page,
    context,
    problems,
    go: async (path = '/') => {
      await page.goto(`${url}/app/detectionWorkbench${path}`);
      await page.locator('[data-test-subj="dwPageTitle"]').waitFor();
    },
    subject: (name) => page.locator(`[data-test-subj="${name}"]`),
    click: async (target) => {
      await target.click();
      clicks += 1;
    },
    fill: async (target, text) => {
      await target.fill(text);
      fields += 1;
    },
    counted: () => ({ clicks, fields }),
    startCounting: () => {
      clicks = 0;
      fields = 0;
    },
    close: () => context.close(),
  };
};

interface AxeViolation {
  id: string;
  help: string;
  nodes: Array<{ html: string; failureSummary?: string }>;
}

const WCAG = { type: 'tag', values: ['wcag2a', 'wcag2aa'] };
/** The rules of the above that the theme decides; the others see the same page in every theme. */
const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** Violations of wcag2a and wcag2aa on what is shown now, or only those of colours. */
export const accessibilityViolations = async (page: Page, only?: 'colours'): Promise<string[]> => {
  // The page's CSP forbids eval in its own world; the debugger protocol is not bound by it.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const violations = await page.evaluate(
    async (runOnly) => {
      const { axe } = globalThis as unknown as {
        axe: { run(context: object, options: object): Promise<{ violations: unknown[] }> };
      };
      const result = await axe.run(document, { runOnly, resultTypes: ['violations'] });
      return result.violations;
    },
    only === 'colours' ? COLOURS : WCAG,
  );
  return (violations as AxeViolation[]).map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n    ${nodes
        .slice(0, 3)
        .map(({ html }) => html.slice(0, 200))
        .join('\n    ')}`,
  );
};

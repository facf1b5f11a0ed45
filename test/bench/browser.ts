/** The browser of the browser tests, where there is one. */
import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../browser/pages';

/** @returns undefined, and says so, without a Chromium */
export const chromiumOrNone = async (): Promise<Browser | undefined> => {
  process.env.CHROMIUM_PATH ??= '/usr/bin/chromium';
  if (existsSync(process.env.CHROMIUM_PATH)) return openBrowser();
  console.warn(
    `Left out: what is measured in a browser. There is none at ${process.env.CHROMIUM_PATH} (CHROMIUM_PATH).`,
  );
  return undefined;
};

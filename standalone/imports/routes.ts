/** The routes of the Import page. They exist only here: inside Kibana events come from agents, not from files. */
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { IRouter, Logger, RouteValidationFunction } from '@kbn/core/server';
import { API_BASE, API_VERSION } from '../../common/api';
import { clearDemoData, getEventData, importEvents, type ImportEvent } from '../../common/api/imports';
import { routeAccess } from '../../server/privileges';
import { logProblem, problemOf, respondToError } from '../../server/routes/errors';
import { NDJSON_HEADERS, ndjson } from '../../server/routes/ndjson';
import { validators } from '../../server/routes/validation';
import { spoolSource } from '../events_in';
import type { EmbeddedStack } from '../stack';
import { eventData } from './event_data';
import { importFolder } from './import_folder';
import { runImport } from './run_import';

/** A day: as long as the largest file may take over a slow link. */
const UPLOAD_TIMEOUT_MS = 86_400_000;

/** Demo events, and what was made from them. */
export interface DemoData {
  clear(): { events: number; alerts: number };
}

export interface ImportRoutesOptions {
  router: IRouter;
  stack: EmbeddedStack;
  demo: DemoData;
  /** Folder of the data file; absent in memory. */
  dataDir: string | undefined;
  logger: Logger;
}

const passThrough: RouteValidationFunction<Readable> = (value, { ok }) => ok(value as Readable);

export function registerImportRoutes({ router, stack, demo, dataDir, logger }: ImportRoutesOptions): void {
  const folder = importFolder(dataDir);

  router.versioned
    .post({
      path: `${API_BASE}${importEvents.path}`,
      access: 'public',
      summary: importEvents.summary,
      options: {
        tags: routeAccess(importEvents.tier).tags,
        timeout: { payload: UPLOAD_TIMEOUT_MS, idleSocket: UPLOAD_TIMEOUT_MS },
        body: {
          output: 'stream',
          parse: false,
          maxBytes: importEvents.maxBytes ?? 0,
          accepts: ['application/octet-stream', 'application/x-ndjson', 'application/json', 'application/gzip'],
        },
      },
      security: routeAccess(importEvents.tier).security,
    })
    .addVersion(
      { version: API_VERSION, validate: { request: { ...validators(importEvents), body: passThrough } } },
      async (_context, request, response) => {
        try {
          const { name, shiftToNow } = request.query as { name: string; shiftToNow: 'true' | 'false' };
          // An answer cannot begin before the request has ended, and a shift reads twice: the upload goes to a file first.
          const { source, remove } = await spoolSource(name, request.body as Readable, folder);
          const controller = new AbortController();
          const lines = runImport(stack, source, {
            shiftToNow: shiftToNow === 'true',
            rejectionFile: join(folder, 'rejected_lines.ndjson'),
            signal: controller.signal,
            finish: remove,
          });
          const onError = (error: unknown): ImportEvent => {
            const problem = problemOf(error);
            logProblem(error, problem, logger, importEvents.id);
            return { type: 'failed', code: problem.attributes.code, message: problem.message };
          };
          return response.ok({ body: ndjson(lines, onError, () => controller.abort()), headers: NDJSON_HEADERS });
        } catch (error) {
          return respondToError(error, response, logger, importEvents.id);
        }
      },
    );

  router.versioned
    .get({
      path: `${API_BASE}${getEventData.path}`,
      access: 'public',
      summary: getEventData.summary,
      ...accessOf(getEventData.tier),
    })
    .addVersion({ version: API_VERSION, validate: false }, async (_context, _request, response) => {
      try {
        return response.ok({ body: eventData(stack.database, stack.limits.events) });
      } catch (error) {
        return respondToError(error, response, logger, getEventData.id);
      }
    });

  router.versioned
    .delete({
      path: `${API_BASE}${clearDemoData.path}`,
      access: 'public',
      summary: clearDemoData.summary,
      ...accessOf(clearDemoData.tier),
    })
    .addVersion({ version: API_VERSION, validate: false }, async (_context, _request, response) => {
      try {
        return response.ok({ body: demo.clear() });
      } catch (error) {
        return respondToError(error, response, logger, clearDemoData.id);
      }
    });
}

const accessOf = (tier: Parameters<typeof routeAccess>[0]) => {
  const { tags, security } = routeAccess(tier);
  return { options: { tags }, security };
};

/** Serves a fixed set of files, listed once at start: no path of a request ever reaches the file system. */
import type { Lifecycle, Request, ResponseToolkit } from '@hapi/hapi';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { errorBody } from './errors';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'application/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Names carry a content hash or lie under a version, so they never change. As Kibana does it. */
const CACHE_FOR_A_YEAR = 'public, max-age=31536000, immutable';

/**
 * A handler for a route that ends in `{path*}`.
 *
 * @param directory absolute path; missing directories serve nothing
 */
export function serveFiles(directory: string): Lifecycle.Method {
  const files = listFiles(directory);
  return async (request: Request, toolkit: ResponseToolkit) => {
    const file = files.get(String(request.params['path'] ?? ''));
    if (!file) return toolkit.response(errorBody(404)).code(404);
    return toolkit
      .response(await readFile(file))
      .type(TYPES[extname(file)] ?? 'application/octet-stream')
      .header('cache-control', CACHE_FOR_A_YEAR);
  };
}

/** URL path (with `/`) -> absolute path of each file below a directory. */
function listFiles(directory: string): ReadonlyMap<string, string> {
  if (!existsSync(directory)) return new Map();
  return new Map(
    readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(directory, name)).isFile())
      .map((name) => [name.split(sep).join('/'), join(directory, name)]),
  );
}

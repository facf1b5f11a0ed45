/** Serves a fixed set of files, read once at start: no path of a request ever reaches the file system. */
import type { Lifecycle, Request, ResponseToolkit } from '@hapi/hapi';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
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
  const files = readFiles(directory);
  return (request: Request, toolkit: ResponseToolkit) => {
    const name = String(request.params['path'] ?? '');
    const content = files.get(name);
    if (!content) return toolkit.response(errorBody(404)).code(404);
    return toolkit
      .response(content)
      .type(TYPES[extname(name)] ?? 'application/octet-stream')
      .header('cache-control', CACHE_FOR_A_YEAR);
  };
}

/** URL path (with `/`) -> content of each file below a directory; a few megabytes. */
function readFiles(directory: string): ReadonlyMap<string, Buffer> {
  if (!existsSync(directory)) return new Map();
  return new Map(
    readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(directory, name)).isFile())
      .map((name) => [name.split(sep).join('/'), readFileSync(join(directory, name))]),
  );
}

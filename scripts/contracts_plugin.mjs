// esbuild plugin for the browser: of the contracts in common/api it keeps what a call needs, method and path. Schemas and
// summaries serve the server and the documents; here they would be 6 KB of gzip that nobody asks (see inert_zod.mjs).
import { readFile } from 'node:fs/promises';
import ts from 'typescript';

/** Members of a contract that only the server and the documents read. */
const SERVER_ONLY = new Set(['summary', 'params', 'query', 'body', 'response']);
/** Names under which contracts know zod and its building blocks. */
const SCHEMA_ROOTS = new Set(['z', 'f']);

/** The first name of `z.object({...}).optional()`. */
function rootOf(expression) {
  let node = expression;
  while (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node)) node = node.expression;
  return ts.isIdentifier(node) ? node.text : undefined;
}

const afterComma = (text, end) => end + (/^\s*,/.exec(text.slice(end))?.[0].length ?? 0);

/** Places to cut: `[start, end, replacement]`. */
function cutsOf(source) {
  const cuts = [];
  const declared = new Set(SCHEMA_ROOTS);
  const isSchema = (node) => ts.isCallExpression(node) && declared.has(rootOf(node));
  for (const statement of source.statements.filter(ts.isVariableStatement)) {
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (initializer === undefined || !ts.isCallExpression(initializer)) continue;
      if (isSchema(initializer)) {
        if (ts.isIdentifier(name)) declared.add(name.text);
        cuts.push([initializer.getStart(source), initializer.end, 'undefined']);
      } else if (rootOf(initializer) === 'route') {
        const [contract] = initializer.arguments;
        for (const member of contract.properties.filter(({ name: key }) => SERVER_ONLY.has(key?.text)))
          cuts.push([member.pos, afterComma(source.text, member.end), '']);
      }
    }
  }
  return cuts;
}

/** @param {string} text of a module of common/api @returns {string} the same without its schemas */
export function withoutSchemas(text) {
  const source = ts.createSourceFile('contract.ts', text, ts.ScriptTarget.Latest, true);
  const cuts = cutsOf(source).sort(([a], [b]) => b - a);
  return cuts.reduce((rest, [start, end, put]) => rest.slice(0, start) + put + rest.slice(end), text);
}

export const contractsPlugin = {
  name: 'contracts',
  setup(build) {
    build.onLoad({ filter: /[\\/]common[\\/]api[\\/]\w+\.ts$/ }, async ({ path }) => ({
      contents: withoutSchemas(await readFile(path, 'utf8')),
      loader: 'ts',
    }));
  },
};

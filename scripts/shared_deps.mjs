// Libraries that a plugin takes from the page (Kibana's, or our shell's) instead of bundling its own copy.
// Only what both 8.12 and 9.x share, under the property names of `__kbnSharedDeps__`.

/** Import specifier -> property of `__kbnSharedDeps__`. */
export const SHARED_DEPS = {
  '@elastic/charts': 'ElasticCharts',
  '@elastic/eui': 'ElasticEui',
  '@emotion/cache': 'EmotionCache',
  '@emotion/react': 'EmotionReact',
  '@kbn/i18n': 'KbnI18n',
  '@tanstack/react-query': 'ReactQuery',
  history: 'History',
  moment: 'Moment',
  'moment-timezone': 'MomentTimezone',
  react: 'React',
  'react-dom': 'ReactDom',
  'react-router-dom': 'ReactRouterDom',
  rxjs: 'Rxjs',
};

const NAMESPACE = 'kbn-shared-deps';
const escape = (text) => text.replace(/[/.*+?^${}()|[\]\\]/g, '\\$&');

/** A deep import would bring a second copy of a library that must exist once. */
function refuseDeepImports(build) {
  const deep = new RegExp(
    `^(${['@elastic/eui', '@elastic/charts', '@emotion/react', 'react', 'react-dom'].map(escape).join('|')})/`,
  );
  build.onResolve({ filter: deep }, ({ path, importer }) => ({
    errors: [{ text: `${importer} imports ${path}, which Kibana does not share. Import the package itself.` }],
  }));
}

function replaceShared(build, specifiers, contentsOf) {
  const shared = new RegExp(`^(${specifiers.map(escape).join('|')})$`);
  build.onResolve({ filter: shared }, ({ path }) => ({ path, namespace: NAMESPACE }));
  build.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({ contents: contentsOf(path), loader: 'js' }));
  refuseDeepImports(build);
}

const globalOf = (specifier) => `globalThis.__kbnSharedDeps__.${SHARED_DEPS[specifier]}`;

/** esbuild plugin: shared specifiers become modules that read the global, everywhere in the dependency graph. */
export const sharedDepsPlugin = {
  name: NAMESPACE,
  setup: (build) => replaceShared(build, Object.keys(SHARED_DEPS), (path) => `module.exports = ${globalOf(path)};`),
};

/**
 * The same for a script in which each byte counts: an ES module with the members that are named, without the wrapping
 * that a whole library needs. Importing another member fails the build.
 *
 * @param {Record<string, readonly string[]>} members by import specifier
 */
export const sharedMembersPlugin = (members) => ({
  name: NAMESPACE,
  setup: (build) =>
    replaceShared(
      build,
      Object.keys(members),
      (path) => `export const { ${members[path].join(', ')} } = ${globalOf(path)};`,
    ),
});

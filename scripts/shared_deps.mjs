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

/** esbuild plugin: shared specifiers become modules that read the global, everywhere in the dependency graph. */
export const sharedDepsPlugin = {
  name: NAMESPACE,
  setup(build) {
    const shared = new RegExp(`^(${Object.keys(SHARED_DEPS).map(escape).join('|')})$`);
    build.onResolve({ filter: shared }, ({ path }) => ({ path, namespace: NAMESPACE }));
    build.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({
      contents: `module.exports = globalThis.__kbnSharedDeps__.${SHARED_DEPS[path]};`,
      loader: 'js',
    }));
    // A deep import would bring a second copy of a library that must exist once.
    const deep = new RegExp(
      `^(${['@elastic/eui', '@elastic/charts', '@emotion/react', 'react', 'react-dom'].map(escape).join('|')})/`,
    );
    build.onResolve({ filter: deep }, ({ path, importer }) => ({
      errors: [{ text: `${importer} imports ${path}, which Kibana does not share. Import the package itself.` }],
    }));
  },
};

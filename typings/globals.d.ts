/** Globals of a Kibana page (and of our own shell) through which plugins register and find shared libraries. */

interface KbnBundles {
  has(key: string): boolean;
  /** Throws when the key is taken. `get` answers `bundleRequire(moduleKey)`. */
  define(key: string, bundleRequire: (moduleKey: string | number) => unknown, moduleKey: string | number): void;
  get(key: string): unknown;
}

declare const __kbnBundles__: KbnBundles;
/** Plugin id -> URL of its bundles, with a slash at the end. */
declare const __kbnPublicPath__: Record<string, string>;
declare const __kbnSharedDeps__: Record<string, unknown>;

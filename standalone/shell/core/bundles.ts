/** `__kbnBundles__`: where plugin scripts leave their code for the core to find. */

export function createBundles(): KbnBundles {
  const defined = new Map<string, () => unknown>();
  return {
    has: (key) => defined.has(key),
    define: (key, bundleRequire, moduleKey) => {
      if (defined.has(key)) throw new Error(`__kbnBundles__ already has a module defined for "${key}"`);
      defined.set(key, () => bundleRequire(moduleKey));
    },
    get: (key) => {
      const load = defined.get(key);
      if (!load) throw new Error(`__kbnBundles__ does not have a module defined for "${key}"`);
      return load();
    },
  };
}

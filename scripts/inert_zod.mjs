// Stands in for zod in the browser bundle, where the contracts of common/api serve only as types and addresses: schemas
// are written down there, none is ever asked. Saves the browser 28 KB of gzip. Asking one is a mistake, and says so.
// The bundler refuses members of zod that are not in the list of exports below.

/** What looks at a value, or tells what a schema knows. */
const ANSWERS = new Set([
  ...['parse', 'safeParse', 'decode', 'safeDecode', 'encode', 'safeEncode'].flatMap((name) => [name, `${name}Async`]),
  ...['def', 'enum', 'options', 'spa', 'toJSONSchema', '_def', '_zod'],
]);

/** Answers every call and every member with itself. */
const inert = new Proxy(() => inert, {
  get: (_target, name) => {
    if (ANSWERS.has(name)) throw new Error(`Schemas cannot be asked in the browser (.${String(name)})`);
    return inert;
  },
  apply: () => inert,
});

export {
  inert as array,
  inert as boolean,
  inert as coerce,
  inert as custom,
  inert as discriminatedUnion,
  inert as enum,
  inert as int,
  inert as iso,
  inert as literal,
  inert as number,
  inert as object,
  inert as record,
  inert as strictObject,
  inert as string,
  inert as union,
  inert as unknown,
};

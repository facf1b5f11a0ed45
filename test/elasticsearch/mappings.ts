/** Field names with dots as the nested objects of a mapping; fields below a `nested` one go inside it. */
export const mappingsOf = (schema: Readonly<Record<string, string>>): object => {
  const properties: Record<string, unknown> = {};
  for (const [name, type] of Object.entries(schema)) {
    let level = properties;
    const parts = name.split('.');
    for (const part of parts.slice(0, -1)) {
      const object = (level[part] ??= { properties: {} }) as { properties?: Record<string, unknown> };
      level = object.properties ??= {};
    }
    const last = parts[parts.length - 1] as string;
    level[last] = { ...typeOf(type), ...((level[last] as object | undefined) ?? {}) };
  }
  return { dynamic: false, properties };
};

/** The test node has no x-pack: `keyword` stands in for its keyword family. */
const typeOf = (type: string): object => {
  if (type === 'wildcard' || type === 'constant_keyword' || type === 'version') return { type: 'keyword' };
  if (type === 'match_only_text') return { type: 'text' };
  return type === 'keyword' ? { type, ignore_above: 1_024 } : { type };
};

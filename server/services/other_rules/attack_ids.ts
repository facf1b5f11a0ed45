/** ATT&CK ids of a rule's `threat` field, in Kibana's public spelling (security-api 1.2). */

interface Named {
  id?: unknown;
  subtechnique?: unknown;
}

const isNamed = (value: unknown): value is Named => typeof value === 'object' && value !== null;
const named = (value: unknown): Named[] => (Array.isArray(value) ? value.filter(isNamed) : []);

/** Techniques and sub-techniques, each once. What does not follow the shape is left out. */
export function attackIds(threat: readonly unknown[]): string[] {
  const techniques = threat.filter(isNamed).flatMap((tactic) => named((tactic as { technique?: unknown }).technique));
  const all = techniques.flatMap((technique) => [technique, ...named(technique.subtechnique)]);
  return [...new Set(all.flatMap(({ id }) => (typeof id === 'string' ? [id] : [])))];
}

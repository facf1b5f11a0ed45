/** The live stack's own answers: ../shared/data/replay/exceptions.json. */
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { compileItems, fieldSchema, type ExceptionItem } from '.';

const folder = join(__dirname, '..', '..', '..', 'shared', 'data', 'replay');
const available = existsSync(join(folder, 'exceptions.json'));

interface LiveCase {
  title: string;
  rule: string;
  item: Partial<ExceptionItem>;
  refused?: string;
  rule_fails?: string;
  documents: Array<{ what: string; docs: Array<Record<string, unknown>>; alerts: boolean | null }>;
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
}

if (!available) {
  console.warn('skipped: ../shared/data/replay is not here, so the recorded answers cannot be compared');
}

(available ? describe : describe.skip)('exception items on a live Kibana 8.12.2', () => {
  const cases = available ? read<{ cases: LiveCase[] }>('exceptions.json').cases : [];
  const schema = available ? fieldSchema(read<{ fields: Record<string, string> }>('schema.json').fields) : undefined;
  // "Expired" and "later" in the recording are relative to this day.
  const now = Date.parse('2026-11-23T00:00:00.000Z');
  const accepted = cases.filter((one) => one.refused === undefined);

  it('covers the whole recording', () => {
    expect(cases.length).toBeGreaterThanOrEqual(35);
    expect(accepted.length).toBeGreaterThanOrEqual(34);
  });

  it.each(accepted.map((one) => [`${one.title} on ${one.rule}`, one] as const))('%s', (_title, one) => {
    const item: ExceptionItem = {
      item_id: 'i',
      list_id: 'l',
      namespace_type: 'single',
      type: 'simple',
      name: one.title,
      description: '',
      os_types: [],
      tags: [],
      comments: [],
      entries: [],
      ...one.item,
    };
    const compiled = compileItems([item], { schema, now });
    expect(compiled.state).toBe(one.rule_fails === undefined ? 'ok' : 'fails');
    if (one.rule_fails !== undefined) {
      expect(one.rule_fails).toContain(compiled.causes[0]?.problem);
      return;
    }
    for (const { what, docs, alerts } of one.documents) {
      // Every document is needed for its alert (event rules have one, CP-6 two, NP-3 eight), so one hidden document is enough.
      const hidden = docs.some((doc) => compiled.hiddenBy(doc) !== undefined);
      expect({ what, alerts: !hidden }).toEqual({ what, alerts });
    }
  });
});

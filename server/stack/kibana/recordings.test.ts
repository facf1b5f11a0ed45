/** Everything that a real 8.12.2 answered and that the adapter reads, as far as the recordings are here. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredExceptionItem } from '../exceptions';
import { kibanaError } from './errors';
import { toItem } from './exceptions/item_fields';
import { fieldsNotKept, toInstalledRule, type RawRule } from './rules/rule_fields';

interface Exchange {
  request?: { method: string; path: string; body: unknown };
  response?: { status: number; body: unknown };
}

const folder = join(__dirname, '../../../../shared/data/kibana-recordings');

/** Every object anywhere in a value that passes. */
const objectsIn = <T>(value: unknown, passes: (object: object) => boolean): T[] => {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap((one) => objectsIn<T>(one, passes));
  return passes(value) ? [value as T, ...inner] : inner;
};

describe('recordings of Kibana 8.12.2', () => {
  if (!existsSync(folder)) {
    console.warn('Skipped: the recordings (../shared/data/kibana-recordings) are not here.');
    it.todo('needs ../shared/data/kibana-recordings');
    return;
  }
  const exchanges = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => (JSON.parse(readFileSync(join(folder, name), 'utf8')) as { exchanges: Exchange[] }).exchanges);
  const answers = exchanges.flatMap(({ response }) => (response ? [response] : []));

  it('are refusals with words, whatever their shape', () => {
    const refusals = answers.filter(({ status }) => status >= 400);
    expect(refusals.length).toBeGreaterThan(100);
    for (const { status, body } of refusals) {
      const { message, code } = kibanaError({ status, body }, { what: 'do it', takes: 'something' });
      expect(message).not.toMatch(/\[object|no reason given/);
      expect(message.length).toBeGreaterThan(3);
      expect(code).not.toBe('');
    }
  });

  it('are rules that the port can hold, and that read back as what they are', () => {
    const isRule = (value: object) =>
      'rule_id' in value && 'revision' in value && 'tags' in value && !('$trimmed' in value);
    const rules = answers.flatMap(({ body }) => objectsIn<RawRule>(body, isRule));
    expect(rules.length).toBeGreaterThan(100);
    for (const raw of rules) {
      const rule = toInstalledRule(raw);
      expect(typeof rule.id).toBe('string');
      expect(Array.isArray(rule.exceptions_list)).toBe(true);
      expect(fieldsNotKept(rule, raw)).toEqual([]);
    }
  });

  it('are exception items that the port can hold', () => {
    const isItem = (value: object) => 'item_id' in value && '_version' in value && 'entries' in value;
    const items = answers.flatMap(({ body }) => objectsIn<StoredExceptionItem>(body, isItem));
    expect(items.length).toBeGreaterThan(30);
    for (const raw of items) {
      const item = toItem(raw);
      expect(item).toMatchObject({
        item_id: raw.item_id,
        list_id: raw.list_id,
        entries: raw.entries,
        _version: raw._version,
      });
      expect(item.comments).toEqual(raw.comments);
    }
  });
});

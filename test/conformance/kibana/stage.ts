/**
 * What a scenario stands on. Recordings do not show their set-up, so it is made here, out of the recorded objects
 * themselves: with their ids, times and versions, as they were before the scenario touched them.
 */
import type { KibanaDouble } from '../../doubles/kibana';
import type { ItemRecord, ListRecord } from '../../doubles/kibana/exceptions/exception_table';
import type { RuleRecord } from '../../doubles/kibana/rules/rule_table';
import type { SavedObjectRecord } from '../../doubles/kibana/saved_objects/saved_object_table';
import type { ValueListRecord } from '../../doubles/kibana/value_lists/value_list_table';
import type { Bindings } from './bindings';
import type { Scenario } from './recording';
import { readScenarios } from './recording';
import { SETUPS } from './setups';

/** What happens before an exchange, by its number. */
export type Setup = Readonly<Record<number, (stage: Stage) => void | Promise<void>>>;

export const setupOf = (scenario: string): Setup => SETUPS[scenario] ?? {};

const SPACE = 'rec';

export class Stage {
  constructor(
    readonly double: KibanaDouble,
    private readonly bindings: Bindings,
    private readonly scenario: Scenario,
    private readonly folder: string,
    private readonly clock: { now: number },
  ) {}

  /** Body of a recorded answer, of this scenario or another one. */
  answer<T>(at: number, scenario?: string): T {
    const { exchanges } = scenario === undefined ? this.scenario : this.other(scenario);
    return exchanges[at]?.response?.body as T;
  }

  /** Lines of a recorded answer in NDJSON. */
  lines(at: number): Array<Record<string, unknown>> {
    const { $text: text } = this.answer<{ $text: string }>(at);
    return text
      .split('\n')
      .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Record<string, unknown>] : []));
  }

  /** Every recorded object of this scenario that passes, in order of appearance. */
  objects<T>(passes: (object: Record<string, unknown>) => boolean): T[] {
    return objectsIn(
      this.scenario.exchanges.map(({ response }) => response?.body),
      passes,
    ) as T[];
  }

  rule(rule: unknown, before: Partial<RuleRecord> = {}): void {
    this.double.state.rules.put(SPACE, this.own({ ...(rule as RuleRecord), ...before }));
  }

  /** Rules that nothing is known of but that they were there. */
  otherRules(count: number): void {
    const [rule] = this.objects<RuleRecord>(isRule);
    for (let at = 0; at < count; at += 1) {
      const id = this.double.state.newId();
      this.rule(rule, { id, rule_id: `other-${id}`, name: `Other ${at}`, tags: [], exceptions_list: [] });
    }
  }

  /** Rules without their lists, which come later. */
  forgetLinks(): void {
    const { rules } = this.double.state;
    for (const rule of rules.all(SPACE)) rules.put(SPACE, { ...rule, exceptions_list: [] });
  }

  /** Lists that nothing is known of but that they were there. */
  otherLists(count: number): void {
    const [list] = this.objects<ListRecord>((object) => 'list_id' in object && 'immutable' in object);
    for (let at = 0; at < count; at += 1) {
      const id = this.double.state.newId();
      this.list(list, { id, list_id: `other-${id}`, name: `zzz ${at}`, tags: [] });
    }
  }

  list(list: unknown, before: Partial<ListRecord> = {}): void {
    const record = this.own({ ...(list as ListRecord), ...before });
    this.double.state.exceptions.putList({ space: SPACE, namespace: record.namespace_type }, record);
  }

  item(item: unknown, before: Partial<ItemRecord> = {}): void {
    const record = this.own({ ...(item as ItemRecord), ...before });
    this.double.state.exceptions.putItem({ space: SPACE, namespace: record.namespace_type }, record);
  }

  valueList(list: unknown): void {
    const record = this.own(list as ValueListRecord);
    this.double.state.valueLists.in(SPACE).lists.set(record.id, record);
  }

  savedObject(object: Partial<SavedObjectRecord> & { type: string; id: string }): void {
    const now = '2026-11-23T05:00:00.000Z';
    this.double.state.savedObjects.put(
      this.own({
        namespaces: [SPACE],
        attributes: {},
        references: [],
        managed: false,
        coreMigrationVersion: '8.8.0',
        typeMigrationVersion: '8.0.0',
        created_at: now,
        updated_at: now,
        version: 'WzEsMV0=',
        ...object,
      }),
    );
  }

  /** Sends a request that the recording does not show. */
  async send(method: string, path: string, body?: unknown): Promise<unknown> {
    const headers = { 'kbn-xsrf': 'setup', 'content-type': 'application/json' };
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await this.double.handle({ method, path: `/s/${SPACE}${path}`, headers, ...text });
    if (answer.status >= 300) throw new Error(`Set-up failed: ${method} ${path} ${answer.body}`);
    return answer.body === '' ? undefined : JSON.parse(answer.body);
  }

  setTime(time: string): void {
    this.clock.now = Date.parse(time);
  }

  /** Ids, times and versions of a recorded object mean themselves. @returns a copy */
  own<T>(object: T): T {
    this.bindings.own(JSON.stringify(object));
    return structuredClone(object);
  }

  private other(name: string): Scenario {
    const found = readScenarios(this.folder).find((scenario) => scenario.name === name);
    if (!found) throw new Error(`There is no recording ${name}`);
    return found;
  }
}

export const isRule = (object: Record<string, unknown>): boolean => 'rule_id' in object && 'revision' in object;
export const isItem = (object: Record<string, unknown>): boolean => 'item_id' in object && '_version' in object;

function objectsIn(value: unknown, passes: (object: Record<string, unknown>) => boolean): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap((one) => objectsIn(one, passes));
  return !Array.isArray(value) && passes(value as Record<string, unknown>) ? [value, ...inner] : inner;
}

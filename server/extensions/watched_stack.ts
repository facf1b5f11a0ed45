/** The stack as requests get it where the doors of Kibana are watched. */
import { readExceptionFile } from '../services/health/exception_file';
import type { ExceptionStore, RuleStore, Stack } from '../stack/stack';
import type { OwnWrites } from './own_writes';

/**
 * Its writes of exception items are known as our own, and changes that pass no door are told.
 *
 * @param onChange rules or lists of the space are no longer what they were
 */
export function watchedStack(stack: Stack, ownWrites: OwnWrites, onChange: () => void): Stack {
  const { exceptions, rules, space } = stack;
  const own = <T>(itemIds: readonly string[], call: () => Promise<T>) => ownWrites.during(space, itemIds, call);
  const telling = <T>(call: Promise<T>): Promise<T> => call.finally(onChange);
  const ownExceptions: Partial<ExceptionStore> = {
    create: (item) => own([item.item_id], () => exceptions.create(item)),
    update: (item, version) => own([item.item_id], () => exceptions.update(item, version)),
    importNdjson: (lines) => own(itemIdsOf(lines), () => exceptions.importNdjson(lines)),
    removeList: (listId) => telling(exceptions.removeList(listId)),
  };
  const toldRules: Partial<RuleStore> = {
    upsert: (bodies) => telling(rules.upsert(bodies)),
    setEnabled: (ruleIds, enabled) => telling(rules.setEnabled(ruleIds, enabled)),
    remove: (ruleIds) => telling(rules.remove(ruleIds)),
  };
  return withMembers(stack, {
    exceptions: withMembers(exceptions, ownExceptions),
    rules: withMembers(rules, toldRules),
  });
}

function itemIdsOf(lines: readonly string[]): string[] {
  return readExceptionFile(lines.join('\n')).flatMap((line) => (line.kind === 'item' ? [line.id] : []));
}

/**
 * The object with some members replaced; the rest, methods of its class too, is the object's own. The proxy stands before
 * an empty object, because one before the object itself could not replace a member that the object holds frozen.
 */
function withMembers<T extends object>(original: T, members: Partial<T>): T {
  return new Proxy({} as T, {
    get(_nothing, name) {
      if (name in members) return members[name as keyof T];
      const value: unknown = Reflect.get(original, name, original);
      return typeof value === 'function' ? (value.bind(original) as unknown) : value;
    },
    has: (_nothing, name) => name in original,
  });
}

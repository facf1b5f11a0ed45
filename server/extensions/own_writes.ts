/**
 * Marks the exception items that the workbench itself is writing, so that its own writes, guarded before they are sent,
 * are not judged again when Kibana hands them to our extension points. Held in memory: nobody can claim to be us.
 */
import { readExceptionFile } from '../services/health/exception_file';
import type { ExceptionStore, Stack } from '../stack/stack';

export class OwnWrites {
  private readonly running = new Map<string, number>();

  isOwn(space: string, itemId: string): boolean {
    return this.running.has(keyOf(space, itemId));
  }

  /** Items are ours exactly as long as the call is under way. */
  async during<T>(space: string, itemIds: readonly string[], call: () => Promise<T>): Promise<T> {
    const keys = itemIds.map((id) => keyOf(space, id));
    for (const key of keys) this.running.set(key, (this.running.get(key) ?? 0) + 1);
    try {
      return await call();
    } finally {
      for (const key of keys) {
        const left = (this.running.get(key) ?? 1) - 1;
        if (left > 0) this.running.set(key, left);
        else this.running.delete(key);
      }
    }
  }

  /** A stack whose writes of exception items are marked. */
  marking(stack: Stack): Stack {
    const { exceptions, space } = stack;
    const marked: Partial<ExceptionStore> = {
      create: (item) => this.during(space, [item.item_id], () => exceptions.create(item)),
      update: (item, version) => this.during(space, [item.item_id], () => exceptions.update(item, version)),
      importNdjson: (lines) => this.during(space, itemIdsOf(lines), () => exceptions.importNdjson(lines)),
    };
    return withMembers(stack, { exceptions: withMembers(exceptions, marked) });
  }
}

function keyOf(space: string, itemId: string): string {
  return JSON.stringify([space, itemId]);
}

function itemIdsOf(lines: readonly string[]): string[] {
  return readExceptionFile(lines.join('\n')).flatMap((line) => (line.kind === 'item' ? [line.id] : []));
}

/** The object with some members replaced; the rest, methods of its class too, is the object's own. */
function withMembers<T extends object>(original: T, members: Partial<T>): T {
  return new Proxy(original, {
    get(target, name) {
      if (name in members) return members[name as keyof T];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

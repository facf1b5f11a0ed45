/**
 * Marks the exception items that the workbench itself is writing, so that its own writes, guarded before they are sent,
 * are not judged again when Kibana hands them to our extension points. Held in memory: nobody can claim to be us.
 */
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
}

function keyOf(space: string, itemId: string): string {
  return JSON.stringify([space, itemId]);
}

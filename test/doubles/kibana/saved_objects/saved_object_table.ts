/** Saved objects of the whole Kibana: ids belong to all spaces together, each object lies in one. */

export interface Reference {
  name: string;
  type: string;
  id: string;
}

export interface SavedObjectRecord {
  type: string;
  id: string;
  namespaces: string[];
  attributes: Record<string, unknown>;
  references: Reference[];
  managed: boolean;
  coreMigrationVersion: string;
  typeMigrationVersion: string;
  created_at: string;
  updated_at: string;
  version: string;
  /** Id that the object had in the file it was imported from. */
  originId?: string;
}

export class SavedObjectTable {
  private readonly objects = new Map<string, SavedObjectRecord>();

  /** In whatever space. */
  anywhere(type: string, id: string): SavedObjectRecord | undefined {
    return this.objects.get(`${type}/${id}`);
  }

  get(space: string, type: string, id: string): SavedObjectRecord | undefined {
    const found = this.anywhere(type, id);
    return found?.namespaces.includes(space) ? found : undefined;
  }

  /** What a former import of this object made here. */
  byOrigin(space: string, type: string, id: string): SavedObjectRecord | undefined {
    return this.all(space, type).find(({ originId }) => originId === id);
  }

  all(space: string, type: string): SavedObjectRecord[] {
    return [...this.objects.values()].filter((one) => one.type === type && one.namespaces.includes(space));
  }

  put(object: SavedObjectRecord): SavedObjectRecord {
    this.objects.set(`${object.type}/${object.id}`, object);
    return object;
  }

  remove(type: string, id: string): void {
    this.objects.delete(`${type}/${id}`);
  }
}

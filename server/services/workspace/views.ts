/** Saved triage views of the space. */
import { randomUUID } from 'node:crypto';
import type { AlertFilterBody } from '../../../common/api/alerts';
import type { StoredDocument } from '../../stack/documents';
import type { ServiceDependencies } from '../dependencies';
import { Refusal } from '../refusal';
import { listAll } from '../state/documents';

export interface ViewRecord {
  name: string;
  filter: AlertFilterBody;
  columns: string[];
  groupBy?: string;
}

export interface SavedView extends ViewRecord {
  id: string;
  by: string;
  version: string;
}

export class Views {
  constructor(private readonly deps: Pick<ServiceDependencies, 'stack'>) {}

  /** By name. */
  async list(): Promise<SavedView[]> {
    const views = (await listAll<ViewRecord>(this.deps.stack.documents, 'view')).map(toView);
    return views.sort((a, b) => a.name.localeCompare(b.name));
  }

  async save(view: ViewRecord, replaces?: { id: string; version?: string }): Promise<SavedView> {
    const { documents } = this.deps.stack;
    if (!replaces) return toView(await documents.create('view', randomUUID(), view));
    if (replaces.version === undefined)
      throw new Refusal('invalid', 'Replacing a view needs the version that was read');
    return toView(await documents.update('view', replaces.id, replaces.version, view));
  }

  async remove(id: string): Promise<void> {
    await this.deps.stack.documents.remove('view', id);
  }
}

function toView({ id, version, updatedBy, data }: StoredDocument<ViewRecord>): SavedView {
  return { ...data, id, version, by: updatedBy };
}

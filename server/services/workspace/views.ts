/** Saved triage views of the space. */
import { randomUUID } from 'node:crypto';
import type { AlertFilterBody } from '../../../common/api/alerts';
import type { StoredDocument } from '../../stack/documents';
import type { ActivityLog } from '../activity/activity_log';
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
  constructor(
    private readonly deps: Pick<ServiceDependencies, 'stack'>,
    private readonly activity: ActivityLog,
  ) {}

  /** By name. */
  async list(): Promise<SavedView[]> {
    const views = (await listAll<ViewRecord>(this.deps.stack.documents, 'view')).map(toView);
    return views.sort((a, b) => a.name.localeCompare(b.name));
  }

  async save(view: ViewRecord, replaces?: { id: string; version?: string }): Promise<SavedView> {
    const { documents } = this.deps.stack;
    if (!replaces) {
      const created = toView(await documents.create('view', randomUUID(), view));
      await this.note('view.save', `Saved the view ${view.name}`, undefined, view);
      return created;
    }
    if (replaces.version === undefined)
      throw new Refusal('invalid', 'Replacing a view needs the version that was read');
    const before = await documents.get<ViewRecord>('view', replaces.id);
    const replaced = toView(await documents.update('view', replaces.id, replaces.version, view));
    await this.note('view.save', `Changed the view ${view.name}`, before?.data, view);
    return replaced;
  }

  async remove(id: string): Promise<void> {
    const { documents } = this.deps.stack;
    const before = await documents.get<ViewRecord>('view', id);
    await documents.remove('view', id);
    if (before) await this.note('view.delete', `Removed the view ${before.data.name}`, before.data, undefined);
  }

  private async note(action: string, summary: string, before?: ViewRecord, after?: ViewRecord): Promise<void> {
    await this.activity.write({
      action,
      summary,
      ...(before ? { before } : {}),
      ...(after ? { after } : {}),
    });
  }
}

function toView({ id, version, updatedBy, data }: StoredDocument<ViewRecord>): SavedView {
  return { ...data, id, version, by: updatedBy };
}

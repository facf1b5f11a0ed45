/** The workbench's own log: who changed what, why, before and after. Entries are written once and never changed. */
import { randomUUID } from 'node:crypto';
import type { ActivityEntry, ActivityOrigin } from '../../../common/api/misc';
import type { Override } from '../../../common/api/fields';
import type { DocumentKeys } from '../../stack/documents';
import type { Stack } from '../../stack/stack';
import type { ServiceDependencies } from '../dependencies';

/** What one write leaves behind. */
export interface ActivityNote {
  /** For example `tuning.save`. */
  action: string;
  /** One sentence. */
  summary: string;
  /** Rules it is about; their techniques are found from them. */
  ruleKeys?: readonly string[];
  techniqueIds?: readonly string[];
  entryId?: string;
  reason?: string;
  before?: unknown;
  after?: unknown;
  override?: Override;
}

export interface ActivityQuery {
  techniqueId?: string;
  ruleKey?: string;
  entryId?: string;
  action?: string;
  size: number;
  after?: string;
}

export class ActivityLog {
  constructor(
    private readonly deps: Pick<ServiceDependencies, 'catalog' | 'clock' | 'logger'> & {
      stack: Pick<Stack, 'documents' | 'user' | 'space'>;
    },
    private readonly origin?: ActivityOrigin,
  ) {}

  /** The same log, for what comes out of a file: each entry says where the file is from. */
  from(origin: ActivityOrigin): ActivityLog {
    return new ActivityLog(this.deps, origin);
  }

  async write(note: ActivityNote): Promise<ActivityEntry> {
    const { stack, clock, logger } = this.deps;
    const { origin } = this;
    const summary = origin
      ? `${note.summary}, from a file of space "${origin.space}" that ${origin.by} exported at ${origin.at}`
      : note.summary;
    const ruleKeys = note.ruleKeys ?? [];
    const techniqueIds = note.techniqueIds ?? [...new Set(ruleKeys.flatMap((key) => this.techniquesOf(key)))];
    const entry: ActivityEntry = {
      id: randomUUID(),
      at: new Date(clock()).toISOString(),
      by: stack.user.name,
      action: note.action,
      summary,
      ...(techniqueIds[0] ? { techniqueId: techniqueIds[0] } : {}),
      ...(ruleKeys[0] ? { ruleKey: ruleKeys[0] } : {}),
      ...(ruleKeys.length > 1 ? { ruleKeys: [...ruleKeys] } : {}),
      ...(note.entryId ? { entryId: note.entryId } : {}),
      ...(note.reason ? { reason: note.reason } : {}),
      ...(note.before === undefined ? {} : { before: note.before }),
      ...(note.after === undefined ? {} : { after: note.after }),
      ...(note.override ? { override: note.override } : {}),
      ...(origin ? { origin } : {}),
    };
    const keys: DocumentKeys = {
      action: note.action,
      ...(techniqueIds.length > 0 ? { techniqueId: techniqueIds } : {}),
      ...(ruleKeys.length > 0 ? { ruleKey: ruleKeys } : {}),
      ...(note.entryId ? { entryId: note.entryId } : {}),
    };
    await stack.documents.create('activity', entry.id, entry, keys);
    logger.info(summary, {
      event: { action: note.action, outcome: 'success' },
      user: { name: stack.user.name },
      kibana: { space_id: stack.space },
    });
    return entry;
  }

  async list({
    size,
    after,
    ...filter
  }: ActivityQuery): Promise<{ entries: ActivityEntry[]; total: number; next?: string }> {
    const keys = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
    const { documents, total, next } = await this.deps.stack.documents.list<ActivityEntry>('activity', {
      size,
      keys: keys as Record<string, string>,
      ...(after ? { after } : {}),
    });
    return { entries: documents.map(({ data }) => data), total, ...(next ? { next } : {}) };
  }

  private techniquesOf(key: string): string[] {
    return this.deps.catalog.rules.has(key) ? [this.deps.catalog.techniqueOf(key)] : [];
  }
}

/** Exceptions from a file: judged like those that are written here, then handed to the stack line by line. */
import {
  itemHealth,
  LinkedItems,
  spaceHealth,
  type ExceptionItem,
  type HealthFinding,
} from '../../../common/allowlist';
import { groupBy } from '../../../common/allowlist/group_by';
import type { Override } from '../../../common/api/fields';
import type { ExceptionImportPlan, ExceptionImportRow } from '../../../common/api/health';
import type { StoredExceptionItem } from '../../stack/exceptions';
import type { ActivityLog } from '../activity/activity_log';
import type { ServiceDependencies } from '../dependencies';
import { allowOrRefuse } from '../guard/override';
import { Refusal } from '../refusal';
import { readExceptionFile, type ExceptionLine } from './exception_file';
import { findingRule } from './findings';
import type { ItemGuard } from './item_guard';
import { healthInput, readSpaceExceptions, type SpaceExceptions } from './space_reader';

type ItemLine = Extract<ExceptionLine, { kind: 'item' }>;

/** What is in the space already, by id. */
interface Existing {
  lists: ReadonlySet<string>;
  items: ReadonlySet<string>;
}

export class ExceptionImport {
  constructor(
    private readonly deps: ServiceDependencies,
    private readonly parts: { guard: ItemGuard; activity: ActivityLog },
  ) {}

  async plan(ndjson: string): Promise<ExceptionImportPlan> {
    const lines = readExceptionFile(ndjson);
    const items = lines.filter((line): line is ItemLine => line.kind === 'item');
    const space = await readSpaceExceptions(
      this.deps,
      items.map(({ item }) => item),
    );
    const existing = await this.existing(lines, space);
    const fresh = items.filter(({ id }) => !existing.items.has(id)).map(({ item }) => item);
    const findings = await this.findings(fresh, space);
    const rows = lines.map((line) => this.row(line, existing, findings, space));
    const wanted = new Set(rows.filter(({ action }) => action === 'create').map(({ line }) => line));
    const created = items.filter(({ line }) => wanted.has(line)).map(({ item }) => item);
    const count = (action: ExceptionImportRow['action']) => rows.filter((row) => row.action === action).length;
    return {
      rows,
      counts: {
        create: count('create'),
        exists: count('exists'),
        refused: count('refused'),
        unreadable: count('unreadable'),
      },
      guard: await this.parts.guard.judge(created, space),
    };
  }

  /** @throws Refusal `invalid` when there is nothing to import, `blinding`, `override_refused` */
  async import(ndjson: string, reason: string, override: Override | undefined) {
    const plan = await this.plan(ndjson);
    if (plan.counts.create === 0)
      throw new Refusal('invalid', 'Nothing in the file can be imported', { ...plan.counts });
    const allowed = allowOrRefuse(plan.guard, override, { tier: this.deps.tier, now: this.deps.clock() });
    const wanted = new Set(plan.rows.filter(({ action }) => action === 'create').map(({ line }) => line));
    const lines = readExceptionFile(ndjson).flatMap((line) =>
      line.kind !== 'unreadable' && wanted.has(line.line) ? [line.text] : [],
    );
    const results = await this.deps.stack.exceptions.importNdjson(lines);
    this.deps.state.forget();
    const done = results.filter(({ ok }) => ok).map(({ id }) => id);
    const ruleKeys = plan.rows.flatMap((row) => row.rules.flatMap(({ ruleKey }) => ruleKey ?? []));
    await this.parts.activity.write({
      action: 'health.import',
      summary: `Imported ${done.length} of ${plan.rows.length} exception lists and items from a file`,
      ruleKeys: [...new Set(ruleKeys)],
      reason,
      after: done,
      ...(allowed ? { override: allowed } : {}),
    });
    return {
      plan,
      results: results.map((result) => ({
        id: result.id,
        ok: result.ok,
        ...(result.ok ? {} : { message: result.message }),
      })),
    };
  }

  private async existing(lines: readonly ExceptionLine[], space: SpaceExceptions): Promise<Existing> {
    const named = lines.flatMap((line) => (line.kind === 'item' ? [line.item.list_id] : []));
    const items = await this.deps.stack.exceptions.items([...new Set(named)]);
    return {
      lists: new Set(space.lists.map(({ list_id }) => list_id)),
      items: new Set(items.map(({ item_id }) => item_id)),
    };
  }

  /** Findings by item id: on the rules that use the item's list, or in general where none does. */
  private async findings(
    items: readonly ExceptionItem[],
    space: SpaceExceptions,
  ): Promise<ReadonlyMap<string, HealthFinding[]>> {
    const ids = new Set(items.map(({ item_id }) => item_id));
    // The check reads only what an item says; what the stack adds to it is not there yet.
    const all = [...space.items, ...(items as StoredExceptionItem[])];
    const together = { ...space, items: all, linked: new LinkedItems(all) };
    const found = items.length === 0 ? [] : spaceHealth(await healthInput(this.deps, together));
    const loose = items
      .filter((item) => space.users.of([item]).length === 0)
      .flatMap((item) => itemHealth(item, { now: this.deps.clock(), valueLists: space.valueLists }));
    const ofThese = [...found, ...loose].filter(({ itemId }) => itemId !== undefined && ids.has(itemId));
    return groupBy(ofThese, ({ itemId }) => itemId as string);
  }

  private row(
    line: ExceptionLine,
    existing: Existing,
    findings: ReadonlyMap<string, HealthFinding[]>,
    space: SpaceExceptions,
  ): ExceptionImportRow {
    if (line.kind === 'unreadable') {
      const { reason } = line;
      return {
        line: line.line,
        kind: 'unreadable',
        id: '',
        name: '',
        action: 'unreadable',
        reason,
        findings: [],
        rules: [],
      };
    }
    const about = { line: line.line, kind: line.kind, id: line.id, name: line.name };
    const taken = (line.kind === 'list' ? existing.lists : existing.items).has(line.id);
    const known = taken ? { action: 'exists' as const, reason: 'It exists and is left as it is' } : undefined;
    if (line.kind === 'list') return { ...about, ...(known ?? { action: 'create' }), findings: [], rules: [] };
    const own = findings.get(line.id) ?? [];
    const refusing = own.find(({ severity }) => severity === 'refuse');
    const rules = space.users.of([line.item]);
    return {
      ...about,
      ...(known ?? (refusing ? { action: 'refused', reason: refusing.sentence } : { action: 'create' })),
      findings: own,
      rules: rules.map((rule) => findingRule(rule, this.deps.catalog)),
    };
  }
}

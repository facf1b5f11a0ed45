import { join } from 'node:path';
import { listIdOf } from '../../../common/allowlist';
import type { InstalledRule } from '../../stack/rules';
import type { StackFeatures } from '../../stack/stack';
import { Catalog, type CatalogRule } from '../catalog';
import { openPackLibrary } from '../packs';
import { bodyToWrite, desiredRule, usableValues } from '../rules/desired';
import { readIdentity } from '../rules/identity';
import type { InstallRecord } from '../state/records';
import { keptFields, planRule, toPlanItem } from './plan_rule';

const FEATURES: StackFeatures = {
  kind: 'embedded',
  version: '8.12.2',
  closeReason: true,
  assignees: true,
  suppression: { event: false, sequence: false },
  cases: false,
  kibanaApps: false,
};
const LIST = { id: 'l1', list_id: listIdOf('NP-1'), type: 'detection', namespace_type: 'single' as const };

let rule: CatalogRule;
beforeAll(async () => {
  const library = await openPackLibrary({ bundled: join(__dirname, '..', '..', '..', 'packs') });
  rule = new Catalog({ packs: library.packs(), reports: library.reports() }).rule('NP-1');
}, 60_000);

const desired = (values = {}, of = rule) => desiredRule(of, values, FEATURES);

/** The rule as the stack holds it after the workbench wrote it, and the note the workbench kept. */
function written(
  values = {},
  changes: Partial<InstalledRule> = {},
): { installed: InstalledRule; record: InstallRecord } {
  const wanted = desired(values);
  const stored = { id: 'uuid', revision: 0, created_at: '', created_by: '', updated_at: '', updated_by: '' };
  // Stacks fill what was not sent with empty values.
  const filled = { references: [], setup: '', filters: [], note: '' };
  return {
    installed: {
      ...filled,
      ...bodyToWrite(wanted, LIST, undefined),
      ...stored,
      enabled: true,
      ...changes,
    } as InstalledRule,
    record: {
      ruleKey: 'NP-1',
      packId: wanted.packId,
      packVersion: '1.0.0',
      contentVersion: wanted.contentVersion,
      hash: wanted.hash,
      fields: wanted.fields,
      values,
      settled: true,
    },
  };
}

describe('the plan of a rule', () => {
  it('creates what is not there, and changes nothing that is as it should be', () => {
    expect(planRule(desired(), undefined, undefined).action).toBe('create');
    const { installed, record } = written();
    expect(planRule(desired(), installed, record)).toMatchObject({ action: 'unchanged', diff: [], userEdits: [] });
  });

  it('needs no note to see that a rule is untouched: its hash says so', () => {
    expect(planRule(desired(), written().installed, undefined).action).toBe('unchanged');
  });

  it('updates what a tuning changed, and says that it was the tuning', () => {
    const { installed, record } = written();
    const plan = planRule(desired({ min_port: 2000 }), installed, record);
    expect(plan.action).toBe('update');
    expect(plan.diff).toMatchObject([{ field: 'query', cause: 'tuning' }]);
  });

  it('updates what a newer pack changed, and says that it was the pack', () => {
    const { installed, record } = written();
    const newer = { ...rule, template: { ...rule.template, version: 2, risk_score: 88 } };
    const plan = planRule(desired({}, newer), installed, record);
    expect(plan.diff).toMatchObject([
      { field: 'risk_score', before: rule.template.risk_score, after: 88, cause: 'pack_update' },
    ]);
  });

  it('keeps what a user edited while it updates the rest', () => {
    const { installed, record } = written({}, { severity: 'critical' });
    const plan = planRule(desired({ min_port: 2000 }), installed, record);
    expect(plan.diff.map(({ field }) => field)).toEqual(['query']);
    expect(plan.userEdits).toMatchObject([{ field: 'severity', before: 'critical', cause: 'edited' }]);
    const body = bodyToWrite(plan.desired, LIST, installed, keptFields(plan));
    expect(body).toMatchObject({ severity: 'critical', query: plan.desired.effective.query, enabled: true });
  });

  it('leaves a field alone that both sides changed, and says so', () => {
    const { installed, record } = written({}, { query: 'network where true' });
    const plan = planRule(desired({ min_port: 2000 }), installed, record);
    expect(plan).toMatchObject({ diff: [], userEdits: [{ field: 'query', cause: 'edited_and_updated' }] });
    expect(keptFields(plan)).toEqual({ query: 'network where true' });
  });

  it('takes edits back only when asked', () => {
    const { installed, record } = written({}, { severity: 'critical' });
    const plan = planRule(desired(), installed, record, true);
    expect(plan).toMatchObject({ action: 'update', userEdits: [], diff: [{ field: 'severity', cause: 'edited' }] });
    expect(toPlanItem(planRule(desired(), installed, record))).toMatchObject({
      action: 'keep',
      reason: expect.stringContaining('severity'),
    });
  });

  it('asks when it cannot know who changed a field', () => {
    const { installed } = written({}, { severity: 'critical' });
    expect(planRule(desired(), installed, undefined).userEdits).toMatchObject([
      { field: 'severity', cause: 'unknown' },
    ]);
  });

  it('links the list again that someone unlinked, and keeps the lists of others', () => {
    const other = { ...LIST, list_id: 'theirs' };
    const { installed, record } = written({}, { exceptions_list: [other] });
    const plan = planRule(desired(), installed, record);
    expect(plan).toMatchObject({ action: 'update', unlinked: true });
    expect(bodyToWrite(plan.desired, LIST, installed).exceptions_list).toEqual([other, LIST]);
  });

  it('links a list again that was deleted and made anew', () => {
    const { installed, record } = written();
    const plan = (id: string) => planRule(desired(), installed, record, false, new Map([[LIST.list_id, id]]));
    expect(plan('l1')).toMatchObject({ action: 'unchanged', unlinked: false });
    expect(plan('made-anew')).toMatchObject({ action: 'update', unlinked: true });
    expect(planRule(desired(), installed, record, false, new Map())).toMatchObject({ unlinked: true });
  });

  it('never writes an older version over a newer one', () => {
    const { installed, record } = written();
    const tags = installed.tags.map((tag) => tag.replace('DW-content: 1', 'DW-content: 7'));
    const plan = planRule(desired(), { ...installed, tags }, record);
    expect(plan).toMatchObject({ action: 'blocked', reason: expect.stringMatching(/Version 7 .* version 1/) });
  });

  it('carries actions and tags of users over each write', () => {
    const actions = [{ id: 'mail' }];
    const { installed } = written({}, { actions, tags: ['theirs', ...written().installed.tags] });
    const body = bodyToWrite(desired({ min_port: 2000 }), LIST, installed);
    expect(body.actions).toEqual(actions);
    expect(body.tags).toContain('theirs');
    expect(readIdentity(body.tags)).toEqual({
      packId: rule.pack.id,
      contentVersion: 1,
      hash: desired({ min_port: 2000 }).hash,
    });
    expect(body.tags.filter((tag) => tag.startsWith('DW-hash'))).toHaveLength(1);
  });
});

describe('a saved tuning that meets a newer pack', () => {
  it('keeps the values that still fit and names the others', () => {
    const { usable, dropped } = usableValues(rule, { min_port: 2000, renamed_knob: 7, usual_ports: [99_999] });
    expect(usable).toEqual({ min_port: 2000 });
    expect(dropped.map(({ knob, code }) => [knob, code])).toEqual(
      expect.arrayContaining([
        ['renamed_knob', 'unknown_knob'],
        ['usual_ports', expect.any(String)],
      ]),
    );
  });

  it('moves a value to the new name of its knob, unless that has a value already', () => {
    const knobs = rule.template.knobs.map((knob) =>
      knob.id === 'min_port' ? { ...knob, formerly: ['lowest_port'] } : knob,
    );
    const newer: CatalogRule = { ...rule, template: { ...rule.template, knobs } };
    expect(usableValues(newer, { lowest_port: 2000 })).toEqual({ usable: { min_port: 2000 }, dropped: [] });
    expect(usableValues(newer, { lowest_port: 2000, min_port: 3000 }).usable).toEqual({ min_port: 3000 });
    // Moved first, judged by the range of today afterwards.
    expect(usableValues(newer, { lowest_port: 999_999 }).dropped[0]?.knob).toBe('min_port');
  });
});

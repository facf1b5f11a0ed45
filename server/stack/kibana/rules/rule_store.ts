import type { InstalledRule, RuleBody, RuleStore } from '../../rules';
import type { ItemResult, StackErrorCode } from '../../stack';
import type { KibanaApi } from '../apis';
import { bulkAction } from './bulk_action';
import { ruleDocument, trimmed, writablePart } from './rule_document';
import { fieldsNotKept, toInstalledRule, type RawRule } from './rule_fields';
import { RuleReader } from './rule_reader';
import { RuleWriter, type Failure } from './rule_writer';

/** Up to this many edits are replaced one by one, which shows in the rule's revision; more are imported at once. */
const FEW_EDITS = 5;

/** The port's rules on Kibana's detection engine, as the user of a request. */
export class KibanaRuleStore implements RuleStore {
  private readonly reader: RuleReader;
  private readonly writer: RuleWriter;

  /** @param version of Kibana: older ones drop fields that they do not know */
  constructor(
    private readonly kibana: KibanaApi,
    private readonly version: string,
  ) {
    this.reader = new RuleReader(kibana);
    this.writer = new RuleWriter(kibana);
  }

  async list(): Promise<InstalledRule[]> {
    return (await this.reader.all()).map(toInstalledRule);
  }

  async get(ruleIds: readonly string[]): Promise<InstalledRule[]> {
    return [...(await this.reader.byRuleId(ruleIds)).values()].map(toInstalledRule);
  }

  async upsert(bodies: readonly RuleBody[]): Promise<Array<ItemResult<InstalledRule>>> {
    const ids = bodies.map(({ rule_id }) => rule_id);
    const before = await this.reader.byRuleId(ids);
    const failures = new Map<string, Failure>(bodies.flatMap((body) => typeChange(body, before.get(body.rule_id))));
    const writable = bodies.filter(({ rule_id }) => !failures.has(rule_id));
    const edits = writable.filter(({ rule_id }) => before.has(rule_id));
    const oneByOne = edits.length <= FEW_EDITS ? edits : [];
    const together = writable.filter((body) => !oneByOne.includes(body));
    const documents = (some: readonly RuleBody[]) =>
      some.map((body) => ruleDocument(body, before.get(body.rule_id), this.version));

    merge(failures, await this.writer.import(documents(together)));
    merge(failures, await this.writer.replace(documents(oneByOne)));
    const after = await this.repair(together, failures, before);
    return bodies.map((body) => this.resultOf(body, after.get(body.rule_id), failures));
  }

  async setEnabled(ruleIds: readonly string[], enabled: boolean): Promise<Array<ItemResult<InstalledRule>>> {
    const before = await this.reader.byRuleId(ruleIds);
    const wrong = [...before.values()].filter((rule) => rule['enabled'] !== enabled).map(({ id }) => id);
    const failures = await bulkAction(this.kibana, enabled ? 'enable' : 'disable', wrong);
    const after = wrong.length > 0 ? await this.reader.byRuleId(ruleIds) : before;
    return ruleIds.map((ruleId) => {
      const rule = after.get(ruleId);
      if (!rule) return failed(ruleId, 'not_found', `There is no rule ${ruleId}.`);
      if (rule['enabled'] === enabled) return { id: ruleId, ok: true, value: toInstalledRule(rule) };
      const reason = failures.get(rule.id) ?? 'Kibana reported no reason.';
      return failed(ruleId, 'rejected', `The rule is still ${enabled ? 'disabled' : 'enabled'}: ${reason}`);
    });
  }

  async remove(ruleIds: readonly string[]): Promise<Array<ItemResult<null>>> {
    const before = await this.reader.byRuleId(ruleIds);
    const failures = await bulkAction(
      this.kibana,
      'delete',
      [...before.values()].map(({ id }) => id),
    );
    const left = before.size > 0 ? await this.reader.byRuleId(ruleIds) : before;
    return ruleIds.map((ruleId) => {
      const rule = before.get(ruleId);
      if (!rule) return failed(ruleId, 'not_found', `There is no rule ${ruleId}.`);
      if (!left.has(ruleId)) return { id: ruleId, ok: true, value: null };
      return failed(
        ruleId,
        'rejected',
        `The rule is still there: ${failures.get(rule.id) ?? 'Kibana reported no reason.'}`,
      );
    });
  }

  /** Until 8.x an import over a rule keeps fields that the new body leaves out: such rules are replaced once more. */
  private async repair(
    imported: readonly RuleBody[],
    failures: Map<string, Failure>,
    before: ReadonlyMap<string, RawRule>,
  ): Promise<Map<string, RawRule>> {
    const ids = [...before.keys(), ...imported.map(({ rule_id }) => rule_id)];
    const after = await this.reader.byRuleId(ids);
    const stale = imported.filter((body) => {
      const stored = after.get(body.rule_id);
      return stored && !failures.has(body.rule_id) && this.notKept(body, stored).length > 0;
    });
    if (stale.length === 0) return after;
    const documents = stale.map((body) => ruleDocument(body, after.get(body.rule_id), this.version));
    merge(failures, await this.writer.replace(documents));
    return this.reader.byRuleId(ids);
  }

  private resultOf(
    body: RuleBody,
    stored: RawRule | undefined,
    failures: ReadonlyMap<string, Failure>,
  ): ItemResult<InstalledRule> {
    const id = body.rule_id;
    const failure = failures.get(id);
    if (failure) return failed(id, failure.code, failure.message);
    if (!stored) {
      const unnamed = failures.get('(unknown id)') ?? failures.get('');
      return failed(id, 'rejected', unnamed?.message ?? 'Kibana accepted the rule, but it cannot be read back.');
    }
    const lost = this.notKept(body, stored);
    if (lost.length === 0) return { id, ok: true, value: toInstalledRule(stored) };
    return failed(
      id,
      'rejected',
      `Kibana ${this.version} accepted the rule, but it reads back different in ${lost.join(', ')}.`,
    );
  }

  private notKept(body: RuleBody, stored: RawRule): string[] {
    return fieldsNotKept(trimmed(body, this.version), writablePart(stored, this.version));
  }
}

function typeChange(body: RuleBody, current: RawRule | undefined): Array<[string, Failure]> {
  if (!current || current.type === body.type) return [];
  const message = `Kibana cannot change the type of a rule (from ${current.type} to ${body.type}). Remove the rule first.`;
  return [[body.rule_id, { code: 'rejected', message }]];
}

function merge(into: Map<string, Failure>, from: ReadonlyMap<string, Failure>): void {
  for (const [id, failure] of from) into.set(id, failure);
}

function failed(
  id: string,
  code: StackErrorCode,
  message: string,
): { id: string; ok: false; code: StackErrorCode; message: string } {
  return { id, ok: false, code, message };
}

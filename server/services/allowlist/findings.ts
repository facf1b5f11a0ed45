/** Health of an entry on each of its rules: what breaks a rule, hides everything or can never match is found here. */
import {
  itemHealth,
  itemsOf,
  type AllowlistEntry,
  type ExceptionItem,
  type HealthFinding,
  type ItemContext,
  type RuleKind,
} from '../../../common/allowlist';
import type { GuardRule } from '../../../common/expectations';
import type { ServiceDependencies } from '../dependencies';
import type { GuardService } from '../guard/guard_service';
import { fieldsOf, fieldTypes } from './field_types';

/** Values of one field that are compared for case and presence. */
const SEEN_VALUES = 100;
/** Fields whose values are looked up; entries name a handful. */
const SEEN_FIELDS = 10;

const KINDS: ReadonlySet<string> = new Set(['eql', 'query', 'threshold', 'new_terms']);

function ruleKind(type: string): RuleKind {
  return KINDS.has(type) ? (type as RuleKind) : 'other';
}

export class EntryFindings {
  private readonly demoData: Promise<boolean>;
  private readonly seen = new Map<string, Promise<ReadonlyMap<string, readonly string[]>>>();

  constructor(
    private readonly deps: Pick<ServiceDependencies, 'stack' | 'state' | 'clock'>,
    private readonly guard: GuardService,
  ) {
    this.demoData = Promise.resolve(deps.stack.facts?.()).then((facts) => facts?.demoData ?? false);
    // Whoever asks gets the error; a request that never asks must not fail for it.
    this.demoData.catch(() => undefined);
  }

  /** @param replaced items of the entry as it was: not neighbours of the entry as it will be */
  async of(entry: AllowlistEntry, replaced: readonly ExceptionItem[] = []): Promise<HealthFinding[]> {
    const { state } = this.deps;
    const gone = new Set(replaced.map(({ item_id }) => item_id));
    const [rules, byRule] = await Promise.all([this.guard.rules(entry.rules), state.itemsByRule()]);
    const found = await Promise.all(
      itemsOf(entry).map(async (item, at) => {
        const rule = rules[at] as GuardRule;
        const others = (byRule.get(rule.id) ?? []).filter(({ item_id }) => !gone.has(item_id));
        return this.ofItem(item, rule, others);
      }),
    );
    return unique(found.flat());
  }

  private async ofItem(
    item: ExceptionItem,
    rule: GuardRule,
    others: readonly ExceptionItem[],
  ): Promise<HealthFinding[]> {
    const { stack, state, clock } = this.deps;
    const index = rule.index ?? [];
    const fields = fieldsOf(item.entries);
    const [schema, values, lists, demoData] = await Promise.all([
      fieldTypes({ stack }, index, [...fields, 'host.os.type', 'host.os.name.caseless']),
      this.seenValues(index, fields),
      state.valueLists([item]),
      this.demoData,
    ]);
    const context: ItemContext = { now: clock(), schema, valueLists: new Map(lists.map((list) => [list.id, list])) };
    const { id, name, type, language, query } = rule;
    return itemHealth(item, {
      ...context,
      ruleKind: ruleKind(type),
      rule: { id, name, kind: ruleKind(type), language, query },
      others,
      seen: (field) => values.get(field),
      seenIsComplete: (field) => (values.get(field)?.length ?? 0) < SEEN_VALUES,
      demoData,
    });
  }

  private seenValues(
    index: readonly string[],
    fields: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const key = JSON.stringify([index, fields]);
    const known = this.seen.get(key) ?? this.readValues(index, fields.slice(0, SEEN_FIELDS));
    this.seen.set(key, known);
    return known;
  }

  private async readValues(index: readonly string[], fields: readonly string[]) {
    const entries = await Promise.all(
      fields.map(async (field) => {
        const values = await this.deps.stack.events.suggestValues(index, field, '', SEEN_VALUES);
        return [field, values] as const;
      }),
    );
    // A field without any value says nothing about case; whether it is mapped the schema knows.
    return new Map(entries.filter(([, values]) => values.length > 0));
  }
}

/** The same finding on several rules is one thing to repair. */
function unique(findings: readonly HealthFinding[]): HealthFinding[] {
  return [
    ...new Map(
      findings.map((finding) => [`${finding.code} ${finding.entry ?? ''} ${finding.evidence}`, finding]),
    ).values(),
  ];
}

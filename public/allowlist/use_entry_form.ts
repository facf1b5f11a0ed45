import { useMemo, useState } from 'react';
import { describeEntries, fillTemplate, type ItemEntry, type PlaceholderValues } from '../../common/allowlist';
import type { EntryDraft } from '../../common/api/allowlist';
import { MAX_LINE } from '../../common/api/fields';
import type { AllowlistTemplate } from '../../common/packs';
import type { DraftInProgress } from '../guard';
import { conditionOf, emptyRow, rowOf, type ConditionRow } from './operators';

/** What an editor starts from: a template, a candidate, an entry that exists, or nothing. */
export interface EntryStart {
  name?: string;
  ruleKeys?: readonly string[];
  conditions?: readonly ItemEntry[];
  osTypes?: EntryDraft['osTypes'];
  owner?: string;
  ticket?: string;
  expiresAt?: string;
  template?: AllowlistTemplate;
  templateId?: string;
  alertId?: string;
}

export interface EntryForm {
  /** As typed, or made from the conditions. */
  name: string;
  setName(name: string): void;
  ruleKeys: string[];
  setRuleKeys(keys: string[]): void;
  /** The template whose blanks are being filled; undefined once its conditions are edited by hand. */
  template: AllowlistTemplate | undefined;
  placeholders: PlaceholderValues;
  setPlaceholders(values: PlaceholderValues): void;
  /** From blanks to free conditions. */
  editFreely(): void;
  rows: ConditionRow[];
  setRows(rows: ConditionRow[]): void;
  conditions: ItemEntry[];
  owner: string;
  setOwner(owner: string): void;
  ticket: string;
  setTicket(ticket: string): void;
  expiresAt: string | undefined;
  setExpiresAt(time: string | undefined): void;
  /** What guard and preview judge. */
  draft: DraftInProgress;
  /** What is saved. */
  complete(reason: string): EntryDraft;
}

/** The contract's spelling of a condition is Kibana's own, so the two types are one. */
type WireConditions = EntryDraft['conditions'];

export function useEntryForm(start: EntryStart): EntryForm {
  const [typedName, setName] = useState(start.name ?? start.template?.title);
  const [ruleKeys, setRuleKeys] = useState([...(start.ruleKeys ?? start.template?.rules ?? [])]);
  const [template, setTemplate] = useState(start.template);
  const [placeholders, setPlaceholders] = useState<PlaceholderValues>({});
  const [rows, setRows] = useState<ConditionRow[]>(() =>
    start.conditions && start.conditions.length > 0 ? start.conditions.map(rowOf) : [emptyRow()],
  );
  const [owner, setOwner] = useState(start.owner ?? '');
  const [ticket, setTicket] = useState(start.ticket ?? '');
  const [expiresAt, setExpiresAt] = useState(start.expiresAt);

  const conditions = useMemo(
    () =>
      template
        ? fillTemplate(template.entries, placeholders)
        : rows.map(conditionOf).filter((condition): condition is ItemEntry => condition !== undefined),
    [template, placeholders, rows],
  );
  const templateId = start.template?.id ?? start.templateId;
  const { alertId, osTypes } = start;
  const name = typedName ?? describeEntries(conditions).slice(0, MAX_LINE);
  const draft = useMemo<DraftInProgress>(
    () => ({
      ruleKeys,
      conditions: conditions as WireConditions,
      ...(expiresAt ? { expiresAt } : {}),
      ...(templateId ? { templateId } : {}),
      ...(alertId ? { alertId } : {}),
      ...(osTypes && osTypes.length > 0 ? { osTypes } : {}),
    }),
    [ruleKeys, conditions, expiresAt, templateId, alertId, osTypes],
  );

  return {
    name,
    setName,
    ruleKeys,
    setRuleKeys,
    template,
    placeholders,
    setPlaceholders,
    editFreely: () => {
      setRows(conditions.map(rowOf));
      setTemplate(undefined);
    },
    rows,
    setRows,
    conditions,
    owner,
    setOwner,
    ticket,
    setTicket,
    expiresAt,
    setExpiresAt,
    draft,
    complete: (reason) => ({
      ...draft,
      name: name.trim(),
      reason,
      ...(owner.trim() ? { owner: owner.trim() } : {}),
      ...(ticket.trim() ? { ticket: ticket.trim() } : {}),
    }),
  };
}

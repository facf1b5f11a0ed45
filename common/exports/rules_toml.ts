/** Rules as TOML files, one each, in the layout that detection-as-code repositories of Elastic rules use. */
import { toCreateBody, type EffectiveRule, type RenderTarget, type Threat } from '../rules';
import { tomlTable } from './toml';
import type { ExportFile } from './types';

export interface TomlDates {
  /** `YYYY-MM-DD` of the first release of the rule. */
  created: string;
  /** `YYYY-MM-DD` of its current version. */
  updated: string;
}

function threatTables(threats: readonly Threat[]): string[] {
  return threats.flatMap(({ framework, tactic, technique }) => [
    tomlTable('rule.threat', { framework }, true),
    ...technique.flatMap(({ id, name, reference, subtechnique }) => [
      tomlTable('rule.threat.technique', { id, name, reference }, true),
      ...subtechnique.map((sub) => tomlTable('rule.threat.technique.subtechnique', { ...sub }, true)),
    ]),
    tomlTable('rule.threat.tactic', { ...tactic }),
  ]);
}

/** `CP-1` and a name become `cp_1_name_of_the_rule`. */
function fileName(rule: EffectiveRule): string {
  return `${rule.id} ${rule.name}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, 90)
    .replace(/_$/, '');
}

function ruleToml(rule: EffectiveRule, dates: TomlDates, target: RenderTarget): string {
  const body = toCreateBody(rule, target);
  const suppression = body.alert_suppression;
  const day = (date: string) => date.replaceAll('-', '/');
  return [
    tomlTable('metadata', {
      creation_date: day(dates.created),
      updated_date: day(dates.updated),
      maturity: 'production',
    }),
    tomlTable('rule', {
      author: body.author,
      building_block_type: body.building_block_type,
      description: body.description,
      false_positives: body.false_positives,
      from: body.from,
      index: body.index,
      interval: body.interval,
      language: body.language,
      max_signals: body.max_signals,
      name: body.name,
      references: body.references,
      risk_score: body.risk_score,
      rule_id: body.rule_id,
      setup: body.setup,
      severity: body.severity,
      tags: body.tags,
      timestamp_override: body.timestamp_override,
      type: body.type,
      query: body.query,
    }),
    ...threatTables(body.threat),
    tomlTable('rule.investigation_fields', body.investigation_fields),
    ...(suppression
      ? [
          tomlTable('rule.alert_suppression', {
            group_by: suppression.group_by,
            missing_fields_strategy: suppression.missing_fields_strategy,
          }),
          tomlTable('rule.alert_suppression.duration', suppression.duration),
        ]
      : []),
  ].join('\n');
}

/** One TOML file per rule. */
export function rulesToml(rules: readonly EffectiveRule[], dates: TomlDates, target: RenderTarget = {}): ExportFile[] {
  return rules.map((rule) => ({
    name: `${fileName(rule)}.toml`,
    mediaType: 'application/toml',
    text: ruleToml(rule, dates, target),
  }));
}

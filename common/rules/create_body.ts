/** The body with which an effective rule is created through `POST /api/detection_engine/rules`. */
import { inUnits, seconds } from './duration';
import type { EffectiveRule, RenderTarget, Threat } from './types';
import { OLDEST_STACK, stackAtLeast } from './version';

export interface CreateRuleBody {
  type: 'eql';
  language: 'eql';
  rule_id: string;
  name: string;
  description: string;
  severity: EffectiveRule['severity'];
  risk_score: number;
  index: string[];
  query: string;
  interval: string;
  from: string;
  to: 'now';
  enabled: boolean;
  timestamp_override: string;
  false_positives: string[];
  investigation_fields: { field_names: string[] };
  threat: Threat[];
  tags: string[];
  author: string[];
  max_signals: number;
  version: number;
  building_block_type?: 'default';
  alert_suppression?: {
    group_by: string[];
    duration: { value: number; unit: 's' | 'm' | 'h' };
    missing_fields_strategy: 'suppress';
  };
  references?: string[];
  setup?: string;
}

/**
 * Rules are created disabled: they are switched on when their exception list is linked. For a stack before 8.14 the
 * body is, field by field, the one that was verified on a live 8.12.2; from 8.14 on, where `setup` can be written,
 * it carries the setup text and the references as well.
 */
export function toCreateBody(rule: EffectiveRule, target: RenderTarget = {}): CreateRuleBody {
  const documented = stackAtLeast(target.kibanaVersion ?? OLDEST_STACK, '8.14');
  return {
    type: 'eql',
    language: 'eql',
    rule_id: rule.ruleId,
    name: rule.name,
    description: rule.description,
    severity: rule.severity,
    risk_score: rule.riskScore,
    index: rule.index,
    query: rule.query,
    interval: rule.interval,
    from: rule.from,
    to: 'now',
    enabled: false,
    timestamp_override: rule.timestampOverride,
    false_positives: rule.falsePositives,
    investigation_fields: { field_names: rule.investigationFields },
    threat: rule.threat,
    tags: rule.tags,
    author: rule.author,
    max_signals: rule.maxSignals,
    version: rule.version,
    ...(rule.buildingBlock ? { building_block_type: 'default' } : {}),
    ...(rule.suppression
      ? {
          alert_suppression: {
            group_by: rule.suppression.by,
            duration: inUnits(seconds(rule.suppression.window), 'h'),
            missing_fields_strategy: 'suppress',
          },
        }
      : {}),
    ...(documented ? { references: rule.references, setup: rule.setup } : {}),
  };
}

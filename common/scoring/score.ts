/**
 * Process risk times port suspicion. A fixed sum that shows every term with its reason: a starting point for triage, not
 * a verdict, and nothing is learned from data.
 */
import type { EventDocument } from '../allowlist';
import { judges, textOf } from './facts';
import { bandOf, portSuspicion, processRisk } from './tables';
import type { Score, ScoreTerm, ScoringContext, ScoringFact, ScoringTables } from './types';

const clip = (value: number): number => Math.min(100, Math.max(0, value));

/**
 * Scores a session.
 *
 * @param event ECS document, nested or with dotted names; needs `process.name` and `destination.port`
 * @param tables the pack's tables (`scoringTables`)
 * @param context what the event itself cannot tell
 * @returns `undefined` when the event has no program or no port, such as a process start or a registry write
 */
export function score(event: EventDocument, tables: ScoringTables, context: ScoringContext = {}): Score | undefined {
  const program = textOf(event, 'process.name');
  const port = Number(textOf(event, 'destination.port') ?? Number.NaN);
  if (program === undefined || !Number.isInteger(port)) return undefined;

  const path = textOf(event, 'process.executable') ?? '';
  const risk = processRisk(tables, program, path, context.allowlisted ?? false);
  const suspicion = portSuspicion(tables, port, risk.value);
  const terms: ScoreTerm[] = [
    { kind: 'process_risk', value: risk.value, reason: risk.reason, evidence: `process.name: ${program}` },
    { kind: 'port_suspicion', value: suspicion.value, reason: suspicion.reason, evidence: `destination.port: ${port}` },
  ];

  const base = risk.value * suspicion.value;
  const notJudged: ScoringFact[] = [];
  let sum = base;
  for (const { fact, points, reason } of tables.modifiers) {
    const evidence = judges[fact](event, context, tables);
    if (evidence === undefined) notJudged.push(fact);
    else if (evidence !== false) {
      sum += points;
      terms.push({ kind: 'modifier', fact, value: points, reason, evidence });
    }
  }
  const total = clip(sum);
  return { score: total, band: bandOf(tables, total), base, terms, notJudged };
}

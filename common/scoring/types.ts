/** What goes into a score and what comes out of it. */
import type { ScoreBand, ScoringFact } from '../packs/schema/scoring';

export type { ScoreBand, ScoringFact, ScoringTables } from '../packs/schema/scoring';

/** What the event itself cannot tell. Whatever is absent stays unjudged. */
export interface ScoringContext {
  /** Sessions of the same process to the same endpoint within ten minutes, this one included. */
  sessionsInTenMinutes?: number;
  /** Distinct minutes that the sessions fall in, per hundred sessions. */
  spread?: number;
  /** Hosts that reached the destination in the last thirty days, this one included. */
  destinationHosts?: number;
  /** A DNS answer on the host gave the destination address within the hour before. */
  dnsAnswer?: boolean;
  /** An active allowlist entry names the program narrowly. */
  allowlisted?: boolean;
  /** Signers that the team named as owners of this port use. */
  portOwners?: readonly string[];
}

/** One line of the sum. */
export interface ScoreTerm {
  kind: 'process_risk' | 'port_suspicion' | 'modifier';
  /** Set for modifiers. */
  fact?: ScoringFact;
  /** Factor of the product (1 to 10), or points that are added. */
  value: number;
  /** Why, in the words of the pack. */
  reason: string;
  /** What was seen, for example `process.name: powershell.exe`. */
  evidence: string;
}

export interface Score {
  /** 0 to 100. */
  score: number;
  band: ScoreBand;
  /** Process risk times port suspicion, before the modifiers. */
  base: number;
  terms: ScoreTerm[];
  /** Facts for which neither the event nor the context has data: they add nothing, either way. */
  notJudged: ScoringFact[];
}

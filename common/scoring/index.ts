/** Scores of sessions, for triage and for the explanation of an alert. */
export { score } from './score';
export { scoringTables } from './scoring_tables';
export type { Score, ScoreBand, ScoreTerm, ScoringContext, ScoringFact, ScoringTables } from './types';

/** Elasticsearch's "did you mean": names at least half similar by edit distance, best first. */

const MIN_SIMILARITY = 0.5;
const MAX_LENGTH = 200;

/** `, did you mean [x]?`, `, did you mean any of [x, y]?`, or nothing. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const similar = similarNames(name, candidates);
  if (similar.length === 0) return '';
  return similar.length === 1 ? `, did you mean [${similar[0]}]?` : `, did you mean any of [${similar.join(', ')}]?`;
}

function similarNames(name: string, candidates: Iterable<string>): string[] {
  if (name.length > MAX_LENGTH) return [];
  const scored: { candidate: string; score: number }[] = [];
  for (const candidate of candidates) {
    const longer = Math.max(name.length, candidate.length);
    const lengthGap = Math.abs(name.length - candidate.length);
    if (longer === 0 || lengthGap > longer * (1 - MIN_SIMILARITY)) continue;
    const score = 1 - editDistance(name, candidate) / longer;
    if (score >= MIN_SIMILARITY) scored.push({ candidate, score });
  }
  return scored.sort((a, b) => b.score - a.score).map(({ candidate }) => candidate);
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(substitution, previous[j]! + 1, current[j - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}

/**
 * Sequences by definition, for small streams: every way is tried in which events could have filled the stages, and kept when no
 * newer event of an earlier stage would have replaced its choice.
 */
import type { EqlHit } from '../../common/eql';
import type { SequenceShape } from './arbitraries';

interface Seen {
  readonly id: number;
  readonly at: number;
  readonly tag: string;
  readonly time: number;
  readonly key: string | null;
}

/** Ids per sequence in order of completion, -1 for a missing event. */
export function bruteForce(shape: SequenceShape, hits: readonly EqlHit[]): number[][] {
  const seen = hits.map(({ _id, _source }, at): Seen => ({
    id: Number(_id),
    at,
    tag: String(_source.tag),
    time: Date.parse(String(_source['@timestamp'])),
    key: _source.key as string | null,
  }));
  const keys = shape.by === '' ? [undefined] : [...new Set(seen.map(({ key }) => key))];
  const eligible = keys.filter((key) => key !== null || shape.by === 'by ?key');
  const found = eligible.flatMap((key) =>
    ofOneKey(shape, key === undefined ? seen : seen.filter((event) => event.key === key)),
  );
  return found.sort((a, b) => a.last.at - b.last.at).map(({ ids }) => ids);
}

function ofOneKey(shape: SequenceShape, events: readonly Seen[]): { ids: number[]; last: Seen }[] {
  const positive = shape.stages.filter((stage) => !stage.startsWith('!'));
  const spanMs = shape.spanSeconds === null ? Infinity : shape.spanSeconds * 1000;
  const found: { ids: number[]; last: Seen }[] = [];
  for (const last of events.filter(({ tag }) => tag === positive[positive.length - 1])) {
    const chain = chainTo(positive, positive.length - 1, last, events, spanMs, shape.until);
    if (chain && isUndisturbed(shape, chain, events, spanMs)) found.push({ ids: placed(shape, chain), last });
  }
  return found;
}

/**
 * The match of which `last` fills `stage`, if it was there to be extended: the newest event of the stage before, unless a later
 * event of this stage's tag had used it up, or an until had ended it.
 */
function chainTo(
  stages: readonly string[],
  stage: number,
  last: Seen,
  events: readonly Seen[],
  spanMs: number,
  until: boolean,
): Seen[] | null {
  if (stage === 0) return [last];
  for (let at = events.indexOf(last) - 1; at >= 0; at--) {
    const event = events[at]!;
    if (until && event.tag === 'M') return null;
    // An event takes what waits at the stage before, whether or not it is in time.
    const wouldTake = event.tag === stages[stage];
    const chain = event.tag === stages[stage - 1] ? chainTo(stages, stage - 1, event, events, spanMs, until) : null;
    if (chain) return last.time - chain[0]!.time > spanMs ? null : [...chain, last];
    if (wouldTake) return null;
  }
  return null;
}

function isUndisturbed(shape: SequenceShape, chain: readonly Seen[], events: readonly Seen[], spanMs: number): boolean {
  const forbidden = events.filter(({ tag }) => tag === 'M').map(({ time }) => time);
  const [first, last] = [chain[0]!.time, chain[chain.length - 1]!.time];
  let before: number | undefined;
  let after: number | undefined;
  let done = 0;
  const leads = shape.stages[0]!.startsWith('!');
  const trails = shape.stages[shape.stages.length - 1]!.startsWith('!');
  for (const stage of shape.stages) {
    if (!stage.startsWith('!')) done += 1;
    else if (done === 0) before = Math.max(...forbidden.filter((time) => time < first));
    else if (done === chain.length) after = Math.min(...forbidden.filter((time) => time > last));
    else if (forbidden.some((time) => time > chain[done - 1]!.time && time < chain[done]!.time)) return false;
  }
  if (!leads && !trails) return true;
  if ((leads && before === -Infinity) || (trails && after === Infinity)) return true;
  if (leads && trails) return after! - before! > spanMs;
  return leads ? last - before! > spanMs : after! - first > spanMs;
}

function placed(shape: SequenceShape, chain: readonly Seen[]): number[] {
  let next = 0;
  return shape.stages.map((stage) => (stage.startsWith('!') ? -1 : chain[next++]!.id));
}

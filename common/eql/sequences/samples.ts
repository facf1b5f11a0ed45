/** Samples: per key, one event for every term, all different. Facts from eql-semantics section 14. */
import { compareKeys } from '../compile/keys';
import type { EqlHit, EqlSequence, KeyValue, SampleMatcher } from '../types';

export class SampleCollector<H extends EqlHit> {
  private readonly byKey = new Map<string, { values: readonly KeyValue[]; terms: H[][] }>();
  private readonly perTerm: number;

  constructor(
    private readonly matcher: SampleMatcher,
    private readonly samplesPerKey: number,
  ) {
    // Elasticsearch looks at no more events than this per term and key.
    this.perTerm = Math.max(matcher.stages.length, samplesPerKey);
  }

  push(hit: H): void {
    this.matcher.stages.forEach((stage, term) => {
      if (!stage.filter.matches(hit._source)) return;
      for (const key of stage.keys(hit._source)) {
        let group = this.byKey.get(key.id);
        if (!group) {
          group = { values: key.values, terms: this.matcher.stages.map(() => []) };
          this.byKey.set(key.id, group);
        }
        const events = group.terms[term]!;
        if (events.length < this.perTerm) events.push(hit);
      }
    });
  }

  /** Samples in ascending order of their keys. */
  samples(): EqlSequence<H>[] {
    const groups = [...this.byKey.values()].sort((a, b) => compareKeys(a.values, b.values));
    return groups.flatMap(({ values, terms }) =>
      choices(terms, this.samplesPerKey).map((events) => ({ joinKeys: values, events })),
    );
  }
}

/** The first `limit` ways to take one event per term, all different, depth first in order. */
function choices<H>(terms: readonly (readonly H[])[], limit: number): H[][] {
  const found: H[][] = [];
  const chosen: H[] = [];
  const choose = (term: number): void => {
    if (term === terms.length) {
      found.push([...chosen]);
      return;
    }
    for (const event of terms[term]!) {
      if (found.length >= limit) return;
      if (chosen.includes(event)) continue;
      chosen.push(event);
      choose(term + 1);
      chosen.pop();
    }
  };
  if (limit > 0) choose(0);
  return found;
}

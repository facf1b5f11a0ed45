/** The loaded packs, indexed the way services ask for them. Immutable; rebuilt when packs are loaded again. */
import type { Expectation, Pack, PackReport, RuleTemplate } from '../../common/packs';
import { found } from './refusal';

export interface CatalogRule {
  template: RuleTemplate;
  /** The pack in which the rule lives. */
  pack: Pack;
}

export interface CatalogExpectation {
  expectation: Expectation;
  pack: Pack;
}

/** What the pack loader hands over. */
export interface LoadedPacks {
  packs: readonly Pack[];
  reports: readonly PackReport[];
  /** Directory of the packs that the user added, when one is configured. */
  ownDirectory?: string;
}

export class Catalog {
  readonly packs: readonly Pack[];
  readonly reports: readonly PackReport[];
  readonly ownDirectory: string | undefined;
  /** By rule key, e.g. `CP-1`, in the order of the packs. */
  readonly rules: ReadonlyMap<string, CatalogRule>;
  /** By test id, e.g. `T1571-4`. */
  readonly expectations: ReadonlyMap<string, CatalogExpectation>;
  private readonly keyById: ReadonlyMap<string, string>;

  constructor(loaded: LoadedPacks) {
    this.packs = loaded.packs;
    this.reports = loaded.reports;
    this.ownDirectory = loaded.ownDirectory;
    this.rules = new Map(
      loaded.packs.flatMap((pack) => pack.rules.map((template) => [template.id, { template, pack }] as const)),
    );
    this.expectations = new Map(
      loaded.packs.flatMap((pack) =>
        pack.expectations.map((expectation) => [expectation.id, { expectation, pack }] as const),
      ),
    );
    this.keyById = new Map([...this.rules].map(([key, { template }]) => [template.rule_id, key]));
  }

  /** @throws Refusal `not_found` */
  rule(key: string): CatalogRule {
    return found(this.rules.get(key), `Rule ${key}`);
  }

  /** @throws Refusal `not_found` */
  pack(id: string): Pack {
    return found(
      this.packs.find((pack) => pack.id === id),
      `Pack ${id}`,
    );
  }

  /** @throws Refusal `not_found` */
  packOfTechnique(techniqueId: string): Pack {
    return found(
      this.packs.find((pack) => pack.manifest.technique.id === techniqueId),
      `Technique ${techniqueId}`,
    );
  }

  /** @throws Refusal `not_found` */
  expectation(testId: string): CatalogExpectation {
    return found(this.expectations.get(testId), `Test ${testId}`);
  }

  /** Key of the rule with this `rule_id`, when it is one of ours. */
  keyOf(ruleId: string): string | undefined {
    return this.keyById.get(ruleId);
  }

  /** Keys of the rules that a technique's page shows: those that live in its pack, then those it lists. */
  keysOfTechnique(techniqueId: string): string[] {
    const pack = this.packOfTechnique(techniqueId);
    const own = pack.rules.map((rule) => rule.id);
    const listedThere = pack.manifest.listed_rules.map(({ rule }) => rule);
    const listedHere = [...this.rules]
      .filter(([, { template }]) => template.listed_by.includes(techniqueId))
      .map(([key]) => key);
    return [...new Set([...own, ...listedThere, ...listedHere])].filter((key) => this.rules.has(key));
  }

  /** Keys of one technique, or of all packs. */
  keys(techniqueId?: string): string[] {
    return techniqueId === undefined ? [...this.rules.keys()] : this.keysOfTechnique(techniqueId);
  }

  techniqueOf(key: string): string {
    return this.rule(key).pack.manifest.technique.id;
  }

  ruleId(key: string): string {
    return this.rule(key).template.rule_id;
  }
}

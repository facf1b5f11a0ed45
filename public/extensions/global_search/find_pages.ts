/** The pages that a search term means. A pack is searched whole, so a technique is also found by one of its rules. */
import type { HttpSetup } from '@kbn/core/public';
import type { GlobalSearchProviderFindParams, GlobalSearchProviderResult } from '@kbn/global-search-plugin/public';
import { APP_ID } from '../../../common/tiers';
import { paths } from '../../sections';
import { catalogPacks, type CatalogPack } from '../catalog';

/** Kibana orders the results of all providers by score, 0 to 100. */
const SCORES = { id: 100, startOfId: 90, liveId: 80, name: 70, rule: 50 } as const;

const lower = (text: string): string => text.toLocaleLowerCase('en');
const wordsOf = (text: string): string[] =>
  lower(text)
    .split(/[^\p{L}\p{N}.]+/u)
    .filter(Boolean);

/** Every word of the term begins a word of the text. */
function says(text: string, term: readonly string[]): boolean {
  const words = wordsOf(text);
  return term.every((wanted) => words.some((word) => word.startsWith(wanted)));
}

/** @returns undefined when the pack does not have what is looked for */
export function scoreOf(pack: CatalogPack, term: string): number | undefined {
  const wanted = lower(term.trim());
  const words = wordsOf(term);
  if (words.length === 0) return undefined;
  const { id, liveIds } = pack.technique;
  if (lower(id) === wanted) return SCORES.id;
  if (lower(id).startsWith(wanted)) return SCORES.startOfId;
  // A retired technique is found by those that took its place, after their own pages.
  if (liveIds.some((live) => lower(live) === wanted)) return SCORES.liveId;
  if (says(`${pack.technique.id} ${pack.technique.name} ${pack.title}`, words)) return SCORES.name;
  if (pack.rules.some(({ key, name }) => lower(key) === wanted || says(`${key} ${name}`, words))) return SCORES.rule;
  return undefined;
}

function resultsOf({ id, title, technique }: CatalogPack, score: number): GlobalSearchProviderResult[] {
  return [
    {
      id: `${APP_ID}-technique-${technique.id}`,
      type: 'technique',
      title: `${technique.id} ${technique.name}`,
      icon: 'logoSecurity',
      url: `/app/${APP_ID}${paths.technique(technique.id)}`,
      score,
    },
    {
      id: `${APP_ID}-pack-${id}`,
      type: 'pack',
      title,
      icon: 'logoSecurity',
      url: `/app/${APP_ID}${paths.content}`,
      // Who looks for a technique wants its page first.
      score: score - 1,
    },
  ];
}

export async function findPages(
  http: HttpSetup,
  { term = '', types, tags }: GlobalSearchProviderFindParams,
): Promise<GlobalSearchProviderResult[]> {
  // Our pages carry no tags of Kibana's.
  if (tags?.length) return [];
  const packs = await catalogPacks(http);
  return packs
    .flatMap((pack) => {
      const score = scoreOf(pack, term);
      return score === undefined ? [] : resultsOf(pack, score);
    })
    .filter(({ type }) => types?.includes(type) ?? true)
    .sort((a, b) => b.score - a.score);
}

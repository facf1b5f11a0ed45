/** Which of the other rules are shown, in what order: all of it in the URL, so that a link shows what its sender saw. */
import type { OtherRule } from '../../../../common/api/other_rules';

/** One narrowing each; `all` is none. */
export const SHOWS = ['all', 'catching', 'hiding', 'findings', 'unjudged'] as const;
export type Show = (typeof SHOWS)[number];

export const SORTS = ['name', 'catches', 'hides', 'findings', 'severity'] as const;
export type Sort = (typeof SORTS)[number];

export const PAGE_SIZES = [20, 50, 100] as const;

export interface ListState {
  text: string;
  show: Show;
  technique: string;
  sort: Sort;
  descending: boolean;
  /** From 0. */
  page: number;
  size: number;
}

const oneOf = <T extends string | number>(values: readonly T[], value: unknown, otherwise: T): T =>
  values.find((known) => String(known) === value) ?? otherwise;

export function readListState(get: (name: string) => string | undefined): ListState {
  const page = Number(get('page') ?? 1);
  return {
    text: get('q') ?? '',
    show: oneOf(SHOWS, get('show'), 'all'),
    technique: get('technique') ?? '',
    sort: oneOf(SORTS, get('sort'), 'name'),
    descending: get('order') === 'desc',
    page: Number.isInteger(page) && page > 0 ? page - 1 : 0,
    size: oneOf<number>(PAGE_SIZES, get('size'), PAGE_SIZES[0]),
  };
}

/** Values that are the default are left out. */
export function writeListState(state: ListState): Record<string, string | undefined> {
  return {
    q: state.text || undefined,
    show: state.show === 'all' ? undefined : state.show,
    technique: state.technique || undefined,
    sort: state.sort === 'name' ? undefined : state.sort,
    order: state.descending ? 'desc' : undefined,
    page: state.page === 0 ? undefined : String(state.page + 1),
    size: state.size === PAGE_SIZES[0] ? undefined : String(state.size),
  };
}

const shows: Readonly<Record<Show, (rule: OtherRule) => boolean>> = {
  all: () => true,
  catching: ({ catches }) => catches.length > 0,
  hiding: ({ hides }) => hides.length > 0,
  findings: ({ findingCount }) => findingCount > 0,
  unjudged: ({ cannotJudge }) => cannotJudge !== undefined,
};

/** How many rules each narrowing would show. */
export function countsOf(rules: readonly OtherRule[]): Record<Show, number> {
  return Object.fromEntries(SHOWS.map((show) => [show, rules.filter(shows[show]).length])) as Record<Show, number>;
}

const SEVERITIES = ['low', 'medium', 'high', 'critical'];

const orders: Readonly<Record<Sort, (a: OtherRule, b: OtherRule) => number>> = {
  name: (a, b) => a.name.localeCompare(b.name),
  catches: (a, b) => a.catches.length - b.catches.length,
  hides: (a, b) => a.hides.length - b.hides.length,
  findings: (a, b) => a.findingCount - b.findingCount,
  severity: (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
};

function hasText(rule: OtherRule, words: readonly string[]): boolean {
  const text = [rule.name, rule.ruleId, rule.type, ...rule.techniques].join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Rules that the state lets through, in its order; equal ones by name. */
export function selectRules(rules: readonly OtherRule[], state: ListState): OtherRule[] {
  const words = state.text.toLowerCase().split(/\s+/).filter(Boolean);
  const { technique } = state;
  const order = orders[state.sort];
  const direction = state.descending ? -1 : 1;
  return rules
    .filter(
      (rule) =>
        shows[state.show](rule) &&
        hasText(rule, words) &&
        (technique === '' || rule.techniques.some((id) => id === technique || id.startsWith(`${technique}.`))),
    )
    .sort((a, b) => direction * order(a, b) || orders.name(a, b));
}

/** ATT&CK ids that the rules name, sorted. */
export function techniquesOf(rules: readonly OtherRule[]): string[] {
  return [...new Set(rules.flatMap(({ techniques }) => techniques))].sort();
}

/** What the triage page shows, as plain data: read from the URL, written to the URL, sent as a filter, kept as a view. Pure. */
import type { AlertFilterBody, searchAlerts } from '../../../../common/api/alerts';
import type { BodyOf } from '../../../../common/api/contract';
import type { UrlValues } from '../../../hooks';
import { GROUPINGS, isGrouping, type Grouping } from './grouping';

export type AlertStatusName = NonNullable<AlertFilterBody['statuses']>[number];
export type SeverityName = NonNullable<AlertFilterBody['severities']>[number];
export type AlertSort = BodyOf<typeof searchAlerts>['sort'];

export const STATUSES: readonly AlertStatusName[] = ['open', 'acknowledged', 'closed'];
export const SEVERITIES: readonly SeverityName[] = ['critical', 'high', 'medium', 'low'];
export const SORT_FIELDS: ReadonlyArray<AlertSort['field']> = [
  '@timestamp',
  'kibana.alert.risk_score',
  'kibana.alert.severity',
  'host.name',
  'kibana.alert.rule.name',
];
export const PAGE_SIZES: readonly number[] = [25, 50, 100];

export interface TriageState {
  statuses: AlertStatusName[];
  severities: SeverityName[];
  techniqueId?: string;
  ruleKeys: string[];
  tags: string[];
  assignees: string[];
  /** Exact values of one field each. */
  terms: Record<string, string[]>;
  kql: string;
  buildingBlocks: boolean;
  groupBy?: Grouping;
  /** The chosen group's value. */
  group?: string;
  sort: AlertSort;
  pageSize: number;
}

export const DEFAULT_STATE: TriageState = {
  statuses: ['open'],
  severities: [],
  ruleKeys: [],
  tags: [],
  assignees: [],
  terms: {},
  kql: '',
  buildingBlocks: false,
  sort: { field: '@timestamp', order: 'desc' },
  pageSize: PAGE_SIZES[0] as number,
};

/** In the URL, `status=any` is what no restriction is called: without the parameter only open alerts are shown. */
const ANY = 'any';

/** A part of a URL as text; what is not encoded properly stays as it is. */
export const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
const toList = (text: string | undefined): string[] => (text ? text.split(',').filter(Boolean).map(decode) : []);
const fromList = (values: readonly string[]): string => values.map(encodeURIComponent).join(',');
const among = <T extends string>(values: readonly string[], known: readonly T[]): T[] =>
  known.filter((value) => values.includes(value));

function toTerms(text: string | undefined): Record<string, string[]> {
  const terms = new Map<string, string[]>();
  for (const part of (text ?? '').split(',')) {
    const colon = part.indexOf(':');
    if (colon <= 0) continue;
    const field = decode(part.slice(0, colon));
    terms.set(field, [...(terms.get(field) ?? []), decode(part.slice(colon + 1))]);
  }
  return Object.fromEntries(terms);
}

const fromTerms = (terms: TriageState['terms']): string =>
  Object.entries(terms)
    .flatMap(([field, values]) => values.map((value) => `${encodeURIComponent(field)}:${encodeURIComponent(value)}`))
    .join(',');

function toSort(text: string | undefined): AlertSort {
  const descending = text?.startsWith('-') ?? false;
  const name = descending ? text?.slice(1) : text;
  const field = SORT_FIELDS.find((known) => known === name);
  return field ? { field, order: descending ? 'desc' : 'asc' } : DEFAULT_STATE.sort;
}

/** @param get reads one parameter of the URL */
export function readState(get: (name: string) => string | undefined): TriageState {
  const status = get('status');
  const statuses = among(toList(status), STATUSES);
  const group = get('group');
  const technique = get('technique');
  const value = get('in');
  return {
    statuses: status === ANY ? [] : statuses.length > 0 ? statuses : DEFAULT_STATE.statuses,
    severities: among(toList(get('severity')), SEVERITIES),
    ...(technique ? { techniqueId: technique } : {}),
    ruleKeys: toList(get('rule')),
    tags: toList(get('tag')),
    assignees: toList(get('assignee')),
    terms: toTerms(get('term')),
    kql: get('kql') ?? '',
    buildingBlocks: get('blocks') === 'true',
    ...(group && isGrouping(group) ? { groupBy: group } : {}),
    ...(group && value !== undefined ? { group: value } : {}),
    sort: toSort(get('sort')),
    pageSize: PAGE_SIZES.find((size) => String(size) === get('size')) ?? DEFAULT_STATE.pageSize,
  };
}

/** The parameters of a state; what is as by default is left out, so that links stay short. */
export function writeState(state: TriageState): UrlValues {
  const isDefaultStatus = state.statuses.length === 1 && state.statuses[0] === 'open';
  const { field, order } = state.sort;
  const isDefaultSort = field === DEFAULT_STATE.sort.field && order === DEFAULT_STATE.sort.order;
  return {
    status: isDefaultStatus ? undefined : state.statuses.length === 0 ? ANY : fromList(state.statuses),
    severity: fromList(state.severities),
    technique: state.techniqueId,
    rule: fromList(state.ruleKeys),
    tag: fromList(state.tags),
    assignee: fromList(state.assignees),
    term: fromTerms(state.terms),
    kql: state.kql,
    blocks: state.buildingBlocks ? 'true' : undefined,
    group: state.groupBy,
    in: state.group,
    sort: isDefaultSort ? undefined : `${order === 'desc' ? '-' : ''}${field}`,
    size: state.pageSize === DEFAULT_STATE.pageSize ? undefined : String(state.pageSize),
  };
}

/** The conditions without those of time and of the chosen group: what a saved view keeps. */
export function viewFilterOf(state: TriageState): AlertFilterBody {
  const { statuses, severities, techniqueId, ruleKeys, tags, assignees, terms, kql, buildingBlocks } = state;
  return {
    ...(statuses.length > 0 ? { statuses } : {}),
    ...(severities.length > 0 ? { severities } : {}),
    ...(techniqueId ? { techniqueId } : {}),
    ...(ruleKeys.length > 0 ? { ruleKeys } : {}),
    ...(tags.length > 0 ? { tags } : {}),
    ...(assignees.length > 0 ? { assignees } : {}),
    ...(Object.keys(terms).length > 0 ? { terms } : {}),
    ...(kql.trim() ? { kql: kql.trim() } : {}),
    ...(buildingBlocks ? { buildingBlocks } : {}),
  };
}

/** The state that a saved view stands for; sorting and page size stay as they are. */
export function stateOfView(filter: AlertFilterBody, groupBy: string | undefined, now: TriageState): TriageState {
  return {
    statuses: filter.statuses ?? [],
    severities: filter.severities ?? [],
    ...(filter.techniqueId ? { techniqueId: filter.techniqueId } : {}),
    ruleKeys: filter.ruleKeys ?? [],
    tags: filter.tags ?? [],
    assignees: filter.assignees ?? [],
    terms: filter.terms ?? {},
    kql: filter.kql ?? '',
    buildingBlocks: filter.buildingBlocks ?? false,
    ...(groupBy && isGrouping(groupBy) ? { groupBy } : {}),
    sort: now.sort,
    pageSize: now.pageSize,
  };
}

export interface Range {
  from: string;
  to: string;
}

/**
 * What is asked of the server.
 *
 * @param pinnedTechnique of a page about one technique: wins over the state's own
 */
export function filterOf(state: TriageState, range: Range, pinnedTechnique?: string): AlertFilterBody {
  const filter = viewFilterOf(state);
  const techniqueId = pinnedTechnique ?? filter.techniqueId;
  const groupField = state.groupBy && GROUPINGS[state.groupBy];
  const inGroup = groupField !== undefined && state.group !== undefined;
  return {
    ...filter,
    ...(techniqueId ? { techniqueId } : {}),
    ...(inGroup ? { terms: { ...filter.terms, [groupField]: [state.group as string] } } : {}),
    range,
  };
}

/** Without the choice of a group: what the groups themselves are counted over. */
export function withoutGroup(state: TriageState): TriageState {
  const { group: _group, ...rest } = state;
  return rest;
}

/** Anything beyond the default narrows the list. */
export const isNarrowed = (state: TriageState): boolean =>
  JSON.stringify(viewFilterOf(state)) !== JSON.stringify(viewFilterOf(DEFAULT_STATE)) || state.group !== undefined;

/** A state with one more exact value of a field. */
export function withTerm(state: TriageState, field: string, value: string): TriageState {
  const values = state.terms[field] ?? [];
  if (values.includes(value)) return state;
  return { ...state, terms: { ...state.terms, [field]: [...values, value] } };
}

export function withoutTerm(state: TriageState, field: string, value: string): TriageState {
  const values = (state.terms[field] ?? []).filter((other) => other !== value);
  const { [field]: _old, ...others } = state.terms;
  return { ...state, terms: values.length > 0 ? { ...others, [field]: values } : others };
}

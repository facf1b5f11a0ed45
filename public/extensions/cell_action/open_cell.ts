/** Where a cell of an alert table leads: to the page of what it names, else to the alerts that have the same value. */
import { i18n } from '@kbn/i18n';
import type { CoreStart } from '@kbn/core/public';
import { APP_ID } from '../../../common/tiers';
import { paths } from '../../sections';
import { catalogPacks, type CatalogPack } from '../catalog';

const TECHNIQUE_FIELDS = ['kibana.alert.rule.threat.technique.id', 'threat.technique.id'];

/** Beyond it no filter takes a value. */
const MOST_CHARACTERS = 1_024;
const MOST_VALUES = 50;

/** A cell as values that alerts can be searched by; none when it is empty or holds something else. */
export function searchableValues(value: unknown): string[] {
  const values = [value].flat().filter((one) => ['string', 'number', 'boolean'].includes(typeof one) && one !== '');
  return values
    .map(String)
    .filter(({ length }) => length <= MOST_CHARACTERS)
    .slice(0, MOST_VALUES);
}

/** The page of a rule of ours; undefined for anyone else's. */
function rulePage(packs: readonly CatalogPack[], isIt: (rule: CatalogPack['rules'][number]) => boolean) {
  for (const { technique, rules } of packs) {
    const rule = rules.find(isIt);
    if (rule) return `${paths.technique(technique.id, 'tuning')}?rule=${encodeURIComponent(rule.key)}`;
  }
  return undefined;
}

function namedPage(field: string, value: string, packs: readonly CatalogPack[]): string | undefined {
  if (field === '_id' || field === 'kibana.alert.uuid') return paths.alert(value);
  if (field === 'kibana.alert.rule.rule_id') return rulePage(packs, ({ ruleId }) => ruleId === value);
  if (field === 'kibana.alert.rule.name') return rulePage(packs, ({ name }) => name === value);
  if (!TECHNIQUE_FIELDS.includes(field)) return undefined;
  const pack = packs.find(({ technique: { id, liveIds } }) => [id, ...liveIds].includes(value));
  return pack && paths.technique(pack.technique.id);
}

/** Path below the application. Alerts of every status are shown: the cell may be of a closed one. */
export function cellPath(field: string, values: readonly string[], packs: readonly CatalogPack[]): string {
  const [value] = values;
  const named = value !== undefined && values.length === 1 ? namedPage(field, value, packs) : undefined;
  if (named !== undefined) return named;
  const terms = values.map((one) => `${encodeURIComponent(field)}:${encodeURIComponent(one)}`);
  return `${paths.triage}?${new URLSearchParams({ status: 'any', term: terms.join(',') }).toString()}`;
}

export async function openCell({ application, http, notifications }: CoreStart, field: string, value: unknown) {
  const values = searchableValues(value);
  if (values.length === 0) {
    notifications.toasts.addInfo({
      title: i18n.translate('detectionWorkbench.cellAction.nothing', {
        defaultMessage: 'This cell has no value by which alerts could be found',
      }),
    });
    return;
  }
  const packs = await catalogPacks(http).catch(() => []);
  await application.navigateToApp(APP_ID, { path: cellPath(field, values, packs) });
}

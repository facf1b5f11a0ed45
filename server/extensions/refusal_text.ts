/** What an analyst reads in Elastic Security's own flyout when an exception is refused. */
import { APP_ID } from '../../common/tiers';
import type { ItemCheck } from './item_check';

/** Security shows the message in a toast: more than this nobody reads there. */
const SHOWN = 3;

/** The page where the same exception can be written with a reason and an expiry. */
export function overridePage({ techniqueIds }: Pick<ItemCheck, 'techniqueIds'>): string {
  const technique = techniqueIds[0];
  return technique === undefined
    ? `/app/${APP_ID}/content/exceptions`
    : `/app/${APP_ID}/techniques/${technique}/allowlist`;
}

export function refusalText(check: ItemCheck): string {
  const { culprits, evidence, verdict } = check;
  const first = culprits[0]?.name ?? 'The exception';
  const what = culprits.length <= 1 ? `"${first}"` : `"${first}" and ${culprits.length - 1} more`;
  const why = verdict === 'blinding' ? 'would hide an expected attack' : 'would stop a rule';
  const more = evidence.length > SHOWN ? ` And ${evidence.length - SHOWN} more.` : '';
  return (
    `Detection Workbench refused this exception: ${what} ${why}. ${evidence.slice(0, SHOWN).join(' ')}${more} ` +
    `Who accepts this can write it with a reason and an expiry in Detection Workbench: ${overridePage(check)}`
  );
}

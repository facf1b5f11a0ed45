/** Names of techniques, packs and rules, asked once for a while: a search box asks at each keystroke. */
import type { HttpSetup } from '@kbn/core/public';
import type { ResponseOf } from '../../common/api/contract';
import { listCatalog } from '../../common/api/packs';
import { call } from '../api/client';

export type CatalogPack = ResponseOf<typeof listCatalog>['packs'][number];

/** Packs change when someone installs a new version or adds one of their own. */
const BELIEVED_MS = 5 * 60_000;

let known: { at: number; packs: Promise<CatalogPack[]> } | undefined;

/** In the background: no loading indicator, and the session does not live longer for it. A failure is not kept. */
export async function catalogPacks(http: HttpSetup): Promise<CatalogPack[]> {
  if (!known || Date.now() - known.at > BELIEVED_MS) {
    known = {
      at: Date.now(),
      packs: call(http, listCatalog, {}, { background: true }).then(({ packs }) => packs),
    };
  }
  try {
    return await known.packs;
  } catch (error) {
    known = undefined;
    throw error;
  }
}

/** Forgets what was asked. */
export function forgetCatalog(): void {
  known = undefined;
}

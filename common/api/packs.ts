import * as z from 'zod';
import type { Pack, PackReport } from '../packs';
import { route } from './contract';
import * as f from './fields';

export const listPacks = route({
  id: 'packs.list',
  method: 'get',
  path: '/packs',
  tier: 'view',
  summary: 'Every pack that was found, with its load report: version, hash check, errors',
  response: z.object({ packs: z.array(f.owned<PackReport>()), ownDirectory: z.string().optional() }),
});

export const listCatalog = route({
  id: 'packs.catalog',
  method: 'get',
  path: '/catalog',
  tier: 'view',
  summary: 'Names of techniques, packs and rules: what a search box needs, without a look at the stack',
  response: z.object({
    packs: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        technique: z.object({
          id: z.string(),
          name: z.string(),
          /** Where a deprecated technique went. */
          liveIds: z.array(z.string()),
        }),
        rules: z.array(z.object({ key: z.string(), ruleId: z.string(), name: z.string() })),
      }),
    ),
  }),
});

export const getPack = route({
  id: 'packs.get',
  method: 'get',
  path: '/packs/{packId}',
  tier: 'view',
  summary: 'The whole content of one pack',
  params: z.object({ packId: z.string().max(100) }),
  response: z.object({ pack: f.owned<Pack>() }),
});

export const exportFormat = z.enum(['ndjson', 'toml', 'sigma', 'navigator', 'atomic_red_team', 'evidence']);
export type ExportFormat = z.infer<typeof exportFormat>;

export const exportPack = route({
  id: 'packs.export',
  method: 'get',
  path: '/packs/{packId}/export/{format}',
  tier: 'view',
  summary: 'A pack as files for other tools',
  params: z.object({ packId: z.string().max(100), format: exportFormat }),
  response: z.object({ files: z.array(z.object({ name: z.string(), mediaType: z.string(), text: z.string() })) }),
});

import * as z from 'zod';
import type { Readiness } from '../readiness';
import { route } from './contract';
import * as f from './fields';

export const getReadiness = route({
  id: 'readiness.get',
  method: 'get',
  path: '/readiness',
  tier: 'view',
  summary: 'Per rule and data source: can it see anything here, and if not why',
  query: z.object({ techniqueId: f.techniqueId.optional() }),
  response: z.object({ rows: z.array(f.owned<Readiness>()), checkedAt: z.string() }),
});

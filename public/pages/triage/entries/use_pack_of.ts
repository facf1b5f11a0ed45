import { getPack } from '../../../../common/api/packs';
import { listTechniques } from '../../../../common/api/techniques';
import type { Pack } from '../../../../common/packs';
import { useApiQuery } from '../../../api';

/** The content of a technique; undefined until it is there. */
export function usePackOf(techniqueId: string | undefined): Pack | undefined {
  const techniques = useApiQuery(listTechniques, { query: {} }, { enabled: techniqueId !== undefined });
  const packId = techniques.data?.techniques.find(({ id }) => id === techniqueId)?.packId;
  const pack = useApiQuery(
    getPack,
    { params: { packId: packId ?? '' } },
    { enabled: packId !== undefined, staleTime: Infinity },
  );
  return pack.data?.pack;
}

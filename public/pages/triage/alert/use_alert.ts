import { getAlert } from '../../../../common/api/alerts';
import type { ResponseOf } from '../../../../common/api/contract';
import { useApiQuery } from '../../../api';

export type AlertDetails = ResponseOf<typeof getAlert>;

export const useAlert = (alertId: string) => useApiQuery(getAlert, { params: { alertId } });

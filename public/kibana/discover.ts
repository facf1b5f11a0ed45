/** Opens a query where events are shown: in Discover inside Kibana. */
import { getEnvironment } from '../../common/api/misc';
import { useApiQuery } from '../api/hooks';
import { useServices } from './services';

export interface OpenableQuery {
  language: 'kuery' | 'esql';
  query: string;
  /** Index patterns; an ES|QL query names its own. */
  index: readonly string[];
  columns?: readonly string[];
  /** ISO or date math. */
  range: { from: string; to: string };
}

/** Parameters of Discover's locator: the only way to open an ad-hoc data view, and stable over Kibana's versions. */
export function locatorParams({ language, query, index, columns, range }: OpenableQuery): Record<string, unknown> {
  const title = index.join(',');
  return {
    timeRange: range,
    ...(columns ? { columns: [...columns] } : {}),
    ...(language === 'esql'
      ? { query: { esql: query } }
      : { query: { language, query }, dataViewSpec: { id: title, title, timeFieldName: '@timestamp' } }),
  };
}

/** Address that opens a query in Discover; undefined where there is no Discover. */
export function useDiscoverLink(): (query: OpenableQuery) => string | undefined {
  const { core } = useServices();
  const environment = useApiQuery(getEnvironment, {}, { staleTime: Infinity });
  const { data } = environment;
  return (query) => {
    if (!data?.features.kibanaApps) return undefined;
    const search = new URLSearchParams({
      l: 'DISCOVER_APP_LOCATOR',
      v: data.stackVersion,
      p: JSON.stringify(locatorParams(query)),
    });
    return core.http.basePath.prepend(`/app/r?${search.toString()}`);
  };
}

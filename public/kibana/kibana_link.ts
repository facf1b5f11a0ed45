import { getEnvironment } from '../../common/api/misc';
import { useApiQuery } from '../api/hooks';
import type { KibanaPlace } from '../extensions/links';
import { useServices } from './services';

/** Turns a place in Kibana into its address; answers `undefined` where Kibana's applications do not exist. */
export function useKibanaLink(): (place: KibanaPlace) => string | undefined {
  const { core } = useServices();
  const { data } = useApiQuery(getEnvironment, {}, { staleTime: Infinity });
  return ({ app, ...place }) =>
    data?.features.kibanaApps === true ? core.application.getUrlForApp(app, place) : undefined;
}

import { eventsPath, SECTIONS } from '../sections';
import { useDiscoverLink, type OpenableQuery } from './discover';
import { useServices } from './services';

/** Address that shows the events of a query: Discover, or our own event view outside Kibana, or nothing. */
export function useOpenQuery(): (query: OpenableQuery) => string | undefined {
  const discover = useDiscoverLink();
  const { history, standalone } = useServices();
  const hasEvents = standalone && SECTIONS.some(({ id }) => id === 'events');
  return (query) => {
    if (!hasEvents) return discover(query);
    if (query.language !== 'kuery') return undefined;
    const { pathname, search } = new URL(eventsPath(query), 'http://app');
    return history.createHref({ pathname, search });
  };
}

import { api } from '../../common/api';
import { answer } from './bind';

export const eventRoutes = [
  answer(api.misc.searchEvents, async ({ stack }, { body }) => {
    const { events, ...page } = await stack.events.search(body);
    return { ...page, events: events.map(({ _id: id, _index: index, _source: source }) => ({ id, index, source })) };
  }),
];

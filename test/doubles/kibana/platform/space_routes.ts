/** Spaces (recordings platform/spaces). */
import { platformError } from '../errors';
import type { Call, Reply, Route } from '../types';
import type { Space } from '../state';

const SPACES = '/api/spaces/space';

export function spaceRoutes(): Route[] {
  return [
    {
      method: 'GET',
      path: '/internal/spaces/_active_space',
      handler: ({ state, space }) => {
        const active = state.spaces.get(space);
        if (!active) throw platformError(404, `Saved object [space/${space}] not found`);
        return { body: active };
      },
    },
    { method: 'GET', path: SPACES, handler: ({ state }) => ({ body: [...state.spaces.values()] }) },
    { method: 'POST', path: SPACES, handler: create },
    { method: 'GET', path: `${SPACES}/{id}`, handler: (call) => ({ body: existing(call) }) },
    {
      method: 'DELETE',
      path: `${SPACES}/{id}`,
      handler: (call) => {
        call.state.spaces.delete(existing(call).id);
        return { status: 204 };
      },
    },
  ];
}

function existing({ state, params }: Call): Space {
  const space = state.spaces.get(params['id'] as string);
  if (space === undefined) throw platformError(404, 'Not Found');
  return space;
}

function create({ state, body }: Call): Reply {
  const space = body as Space;
  if (!/^[a-z0-9_-]+$/.test(space.id)) {
    throw platformError(400, "[request body.id]: must be lower case, a-z, 0-9, '_', and '-' are allowed");
  }
  if (state.spaces.has(space.id)) {
    throw platformError(409, `A space with the identifier ${space.id} already exists.`);
  }
  state.spaces.set(space.id, space);
  return { body: space };
}

import type { SavedObjectsRepository } from '@kbn/core/server';
import type { DocumentClient } from './document_store';

/** Kibana's own repository, held to one space. */
export function inSpace(repository: SavedObjectsRepository, space: string): DocumentClient {
  const where = space === 'default' ? {} : { namespace: space };
  return {
    create: (type, attributes, options) => repository.create(type, attributes, { ...options, ...where }),
    get: (type, id) => repository.get(type, id, where),
    find: (options) => repository.find({ ...options, namespaces: [space] }),
    update: (type, id, attributes, options) => repository.update(type, id, attributes, { ...options, ...where }),
    delete: (type, id, options) => repository.delete(type, id, { ...options, ...where }),
  };
}

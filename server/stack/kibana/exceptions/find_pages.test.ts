import { KibanaApi } from '../apis';
import { findAll } from './find_pages';

const PURPOSE = { what: 'read', takes: 'access' };

/** A Kibana with so many objects, which like the real one answers nothing behind the first 10,000. */
function kibanaWith(total: number) {
  const pages: number[] = [];
  const kibana = new KibanaApi({
    request: async (_method, _path, { query = {} } = {}) => {
      const page = Number(query['page']);
      const size = Number(query['per_page']);
      pages.push(page);
      if (page * size > 10_000) return { status: 400, body: { message: 'Result window is too large' } };
      const data = Array.from({ length: Math.max(0, Math.min(size, total - (page - 1) * size)) }, (_, at) => ({
        id: `${page}-${at}`,
      }));
      return { status: 200, body: { data, total } };
    },
  });
  return { kibana, pages };
}

describe('paging through a _find', () => {
  it.each([
    [0, 1],
    [999, 1],
    [1_000, 1],
    [2_500, 3],
    [10_000, 10],
  ])('reads all of %i objects in %i calls', async (total, calls) => {
    const { kibana, pages } = kibanaWith(total);
    expect(await findAll(kibana, PURPOSE, '/api/exception_lists/_find', {})).toHaveLength(total);
    expect(pages).toHaveLength(calls);
  });

  it('says when there is more than Kibana can page through', async () => {
    const { kibana } = kibanaWith(10_001);
    await expect(findAll(kibana, PURPOSE, '/api/exception_lists/_find', {})).rejects.toMatchObject({
      code: 'too_large',
    });
  });
});

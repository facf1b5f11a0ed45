/** The adapter's Elasticsearch transport onto the double, with faults. */
import type { ElasticsearchTransport } from '../../../server/stack/kibana';
import { StackError } from '../../../server/stack/stack';
import type { ElasticsearchDouble } from './double';

/** What goes wrong instead of an answer; nothing when it returns undefined. */
export type ElasticsearchFault = (
  method: string,
  path: string,
) => { status: number; body: unknown } | StackError | undefined;

export function elasticsearchTransport(
  double: ElasticsearchDouble,
  fault: ElasticsearchFault = () => undefined,
): ElasticsearchTransport {
  return {
    request: async (method, path, { query = {}, body, signal } = {}) => {
      if (signal?.aborted) throw new StackError('cancelled', 'The request was cancelled.');
      const wrong = fault(method, path);
      if (wrong instanceof StackError) throw wrong;
      // As over the wire: nothing is shared with what is stored.
      const answer =
        wrong ?? double.handle(method, path, query, body === undefined ? undefined : structuredClone(body));
      return structuredClone(answer);
    },
  };
}

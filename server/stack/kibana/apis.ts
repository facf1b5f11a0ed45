/** The two servers as the adapter's parts see them: a call answers its body or throws a StackError. */
import { elasticsearchError, kibanaError, type Purpose } from './errors';
import type {
  Answer,
  ElasticsearchCall,
  ElasticsearchTransport,
  HttpMethod,
  KibanaCall,
  KibanaTransport,
} from './transport/types';

export class KibanaApi {
  constructor(private readonly transport: KibanaTransport) {}

  /**
   * @param accept statuses besides 2xx that the caller deals with itself
   * @throws StackError
   */
  async answer(
    purpose: Purpose,
    method: HttpMethod,
    path: string,
    call: KibanaCall = {},
    accept: readonly number[] = [],
  ): Promise<Answer> {
    const answer = await this.transport.request(method, path, call);
    if (isSuccess(answer) || accept.includes(answer.status)) return answer;
    throw kibanaError(answer, purpose);
  }

  /** The body of a success, in the shape that the caller knows from the API. */
  async call<T>(purpose: Purpose, method: HttpMethod, path: string, call: KibanaCall = {}): Promise<T> {
    return (await this.answer(purpose, method, path, call)).body as T;
  }
}

export class ElasticsearchApi {
  constructor(private readonly transport: ElasticsearchTransport) {}

  async answer(
    purpose: Purpose,
    method: HttpMethod,
    path: string,
    call: ElasticsearchCall = {},
    accept: readonly number[] = [],
  ): Promise<Answer> {
    const answer = await this.transport.request(method, path, call);
    if (isSuccess(answer) || accept.includes(answer.status)) return answer;
    throw elasticsearchError(answer, purpose);
  }

  async call<T>(purpose: Purpose, method: HttpMethod, path: string, call: ElasticsearchCall = {}): Promise<T> {
    return (await this.answer(purpose, method, path, call)).body as T;
  }
}

function isSuccess({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

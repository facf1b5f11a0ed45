/**
 * Whether Kibana and Elasticsearch still answer. Calls that fail raise doubt; asking the servers decides. So a query that
 * takes too long does not count as a lost connection, and what comes back is noticed without anybody's doing.
 */
import { StackError, type ConnectionState } from '../../stack';
import { member } from '../answer_text';
import type { Answer, ElasticsearchTransport, KibanaTransport } from '../transport/types';

/** While a server is gone it is asked again at most so often. */
const PAUSE_MS = 2_000;
/** Without any call for so long, an answer is no longer taken for granted. */
const BELIEVED_MS = 20_000;

type Server = 'Kibana' | 'Elasticsearch';

interface Watched {
  ask(): Promise<Answer>;
  /** Milliseconds of the last answer that showed the server well; 0 after a failure. */
  wellAt: number;
  askedAt: number;
  asking?: Promise<void>;
  trouble?: Exclude<ConnectionState, { status: 'connected' }>;
}

export class ConnectionMonitor {
  private readonly servers: Record<Server, Watched>;
  private versionNow: string;

  /**
   * @param probes short of patience: they ask whether somebody is there, nothing else
   * @param version of Kibana at the start
   */
  constructor(
    probes: { kibana: KibanaTransport; elasticsearch: ElasticsearchTransport },
    version: string,
    private readonly clock: () => number,
  ) {
    const watched = (ask: () => Promise<Answer>): Watched => ({ ask, wellAt: clock(), askedAt: 0 });
    this.versionNow = version;
    this.servers = {
      Kibana: watched(() => probes.kibana.request('GET', '/api/status')),
      Elasticsearch: watched(() => probes.elasticsearch.request('GET', '/_security/_authenticate')),
    };
  }

  /** Version of Kibana when it last answered: it may be upgraded while the workbench runs. */
  get version(): string {
    return this.versionNow;
  }

  watchKibana({ request }: KibanaTransport): KibanaTransport {
    return { request: (method, path, call) => this.observed('Kibana', () => request(method, path, call)) };
  }

  watchElasticsearch({ request }: ElasticsearchTransport): ElasticsearchTransport {
    return { request: (method, path, call) => this.observed('Elasticsearch', () => request(method, path, call)) };
  }

  /** The state now, asked for where it is in doubt. */
  async state(): Promise<ConnectionState> {
    const all = Object.entries(this.servers) as Array<[Server, Watched]>;
    await Promise.all(all.filter(([, server]) => this.isDue(server)).map(([name, server]) => this.ask(name, server)));
    return all.find(([, { trouble }]) => trouble)?.[1].trouble ?? { status: 'connected' };
  }

  private isDue({ wellAt, askedAt, asking, trouble }: Watched): boolean {
    if (asking !== undefined) return true;
    const now = this.clock();
    return trouble ? now - askedAt > PAUSE_MS : now - wellAt > BELIEVED_MS;
  }

  private async observed(name: Server, send: () => Promise<Answer>): Promise<Answer> {
    const server = this.servers[name];
    try {
      const answer = await send();
      if (answer.status === 401) throw new StackError('unauthorized', refusedKey(name));
      server.wellAt = isWell(answer) ? this.clock() : 0;
      return answer;
    } catch (error) {
      if (error instanceof StackError && error.code !== 'cancelled') server.wellAt = 0;
      throw error;
    }
  }

  private ask(name: Server, server: Watched): Promise<void> {
    server.asking ??= this.decide(name, server).finally(() => delete server.asking);
    return server.asking;
  }

  private async decide(name: Server, server: Watched): Promise<void> {
    server.askedAt = this.clock();
    const trouble = await troubleWith(
      name,
      () => server.ask(),
      (body) => this.noteVersion(name, body),
    );
    if (trouble) {
      server.trouble = { ...trouble, since: server.trouble?.since ?? new Date(this.clock()).toISOString() };
    } else {
      delete server.trouble;
      server.wellAt = this.clock();
    }
  }

  private noteVersion(name: Server, body: unknown): void {
    const number = name === 'Kibana' ? member(member(body, 'version'), 'number') : undefined;
    if (typeof number === 'string') this.versionNow = number;
  }
}

async function troubleWith(
  name: Server,
  ask: () => Promise<Answer>,
  onAnswer: (body: unknown) => void,
): Promise<{ status: 'lost' | 'refused'; reason: string } | undefined> {
  try {
    const answer = await ask();
    if (answer.status === 401) return { status: 'refused', reason: refusedKey(name) };
    if (!isWell(answer)) return { status: 'lost', reason: `${name} is not ready (it answers ${answer.status}).` };
    onAnswer(answer.body);
    return undefined;
  } catch (error) {
    if (!(error instanceof StackError)) throw error;
    return { status: 'lost', reason: error.message };
  }
}

/** Proxies and starting servers answer for a server that cannot. */
const isWell = ({ status }: Answer): boolean => status < 502;

function refusedKey(server: Server): string {
  return (
    `${server} does not accept the API key any more: it was deleted or has expired. ` +
    'Start the workbench again with a new one, and enable the rules anew that ran with the old one.'
  );
}

/**
 * A double of Kibana's public APIs, as far as the workbench calls them: stateful, strict, in this process. Built from
 * reference/security-api.md and proven by recordings of a real 8.12.2 (`npm run conformance -- kibana DIR`, which also
 * lists what is not covered).
 */
import { ElasticsearchDouble } from '../elasticsearch/double';
import { platformError, Refusal } from './errors';
import { ConnectionDropped, Faults } from './faults';
import { runEnabledRules } from './detection/rule_runner';
import { featuresOf, type Features } from './features';
import { answerOf, checkVersion, checkXsrf, readPayload, targetOf } from './protocol';
import { Router } from './router';
import { routesOf } from './routes';
import { KibanaState } from './state';
import type { DoubleAnswer, DoubleRequest, Route } from './types';
import { may, NOBODY, userOf, type User } from './users';

export interface KibanaDoubleOptions {
  /** Default 8.12.2. */
  version?: string;
  /** Spaces beside `default`. */
  spaces?: readonly string[];
  /** Users by their secret; without any, security is off as in the recordings. */
  users?: Readonly<Record<string, User>>;
  /** Shared with the Elasticsearch half, which holds alerts and events. */
  elasticsearch?: ElasticsearchDouble;
  licence?: 'basic' | 'platinum' | 'trial';
  /** Milliseconds. */
  now?: () => number;
}

export class KibanaDouble {
  readonly features: Features;
  readonly state: KibanaState;
  readonly faults = new Faults();
  /** Every request that arrived, for tests that count calls. */
  readonly requests: DoubleRequest[] = [];
  private readonly router: Router;
  private readonly users: Map<string, User> | undefined;

  constructor(options: KibanaDoubleOptions = {}) {
    this.features = featuresOf(options.version ?? '8.12.2');
    const now = options.now ?? Date.now;
    this.users = options.users && new Map(Object.entries(options.users));
    this.state = new KibanaState({
      elasticsearch: options.elasticsearch ?? new ElasticsearchDouble({ now }),
      now,
      hasUsers: this.users !== undefined,
      licence: options.licence ?? 'trial',
    });
    for (const id of options.spaces ?? []) this.state.spaces.set(id, { id, name: id, disabledFeatures: [] });
    this.router = new Router(routesOf(this.features));
  }

  /** @throws ConnectionDropped for an injected fault */
  async handle(request: DoubleRequest): Promise<DoubleAnswer> {
    this.requests.push(request);
    const effects = this.faults.hit(request);
    for (const effect of effects) {
      if (effect.kind === 'before') await effect.run();
      if (effect.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, effect.ms));
      if (effect.kind === 'drop') throw new ConnectionDropped();
      if (effect.kind === 'status') return answerOf(request, undefined, effect);
    }
    const answer = await this.answer(request);
    if (effects.some(({ kind }) => kind === 'drop-answer')) throw new ConnectionDropped();
    return answer;
  }

  /** A key is deleted: whoever sends it is not known any more. */
  removeUser(secret: string): void {
    this.users?.delete(secret);
  }

  /** Has every enabled rule of a space run once, now. */
  runRules(space = 'default'): void {
    runEnabledRules({ state: this.state, space, version: this.features.version });
  }

  private async answer(request: DoubleRequest): Promise<DoubleAnswer> {
    const { space, path, query } = targetOf(request.path);
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const found = this.router.find(method, path);
    let answersVersioned: Route | undefined;
    try {
      if (!found) throw platformError(404, 'Not Found');
      const { route, params } = found;
      const user = this.authenticate(request);
      checkXsrf(request, this.features);
      authorize(user, route);
      checkVersion(route, request, this.features);
      const payload = readPayload(route, request);
      const now = new Date(this.state.now()).toISOString();
      const { state, features } = this;
      answersVersioned = route;
      const reply = await route.handler({ method, space, params, query, ...payload, user, now, state, features });
      return answerOf(request, route, reply);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const versioned = error.isSchemaProblem ? undefined : answersVersioned;
      return answerOf(request, versioned, { status: error.status, body: error.body });
    }
  }

  private authenticate(request: DoubleRequest): User {
    if (this.users === undefined) return NOBODY;
    const user = userOf(request.headers, this.users);
    if (user === undefined) throw platformError(401, 'Unauthorized');
    return user;
  }
}

function authorize(user: User, { method, path, privilege }: Route): void {
  if (privilege === undefined || may(user, privilege)) return;
  throw platformError(
    403,
    `API [${method} ${path}] is unauthorized for user, this action is granted by the Kibana privileges [${privilege}]`,
  );
}

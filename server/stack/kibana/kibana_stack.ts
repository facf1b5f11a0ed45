/** The adapter inside Kibana: one stack for each request, as its user and in its space. */
import type {
  CoreSetup,
  CoreStart,
  KibanaRequest,
  SavedObjectsClientContract,
  SavedObjectsRepository,
} from '@kbn/core/server';
import { CASE_VERDICT_TYPE } from '../../../common/case_verdict';
import type { SetupDeps, StartDeps } from '../../plugin_deps';
import type { StackFactory } from '../factory';
import { StackError, type Stack, type StackProvider, type StackUser } from '../stack';
import { createKibanaStack } from './create_stack';
import { SavedObjectDocumentStore } from './documents/document_store';
import { DOCUMENT_TYPES, savedObjectType } from './documents/document_types';
import { registerDocumentTypes } from './documents/register_types';
import { inSpace } from './documents/repository_client';
import { peopleOfKibana, type SuggestPeople } from './people';
import type { DeleteSearch } from './searches/search_store';
import { clientTransport } from './transport/elasticsearch_client';
import { following } from './transport/following';
import { Loopback, refuseOwnCall, type LoopbackSettings } from './transport/loopback';
import { selfClientTransport } from './transport/self_client';
import type { KibanaTransport } from './transport/types';

export interface KibanaStackSettings extends LoopbackSettings {
  /** Version of this Kibana. */
  version: string;
}

/** How long the licence and the existence of a space are believed. */
const BELIEVED_MS = 60_000;

export class KibanaStackFactory implements StackFactory {
  private loopback: Loopback | undefined;
  private attachesVerdicts = false;

  constructor(private readonly settings: KibanaStackSettings) {}

  setup(core: CoreSetup<StartDeps>, deps: SetupDeps): void {
    registerDocumentTypes(core.savedObjects);
    this.attachesVerdicts = offerVerdictAttachment(deps);
  }

  start(core: CoreStart, deps: StartDeps): StackProvider {
    this.loopback = new Loopback(core.http, this.settings);
    const licence = remembered(() => isPlatinum(deps));
    const spaces = new Map<string, () => Promise<true>>();
    let repository: SavedObjectsRepository | undefined;
    return {
      forRequest: async (opaque) => {
        const request = opaque as KibanaRequest;
        refuseOwnCall(request);
        const space = deps.spaces?.spacesService.getSpaceId(request) ?? 'default';
        const exists = spaces.get(space) ?? remembered(() => checkSpace(deps, request, space));
        await exists();
        // Only now: addresses with spaces that do not exist are without end.
        spaces.set(space, exists);
        return this.stackOf(core, deps, request, space, await licence());
      },
      serverDocuments: (space, author) => {
        repository ??= core.savedObjects.createInternalRepository(DOCUMENT_TYPES.map(savedObjectType));
        return new SavedObjectDocumentStore(inSpace(repository, space), space, author, Date.now);
      },
    };
  }

  async stop(): Promise<void> {
    this.loopback?.close();
  }

  private stackOf(core: CoreStart, deps: StartDeps, request: KibanaRequest, space: string, platinum: boolean): Stack {
    const { version, timeoutMs } = this.settings;
    const user = userOf(core, deps, request);
    const includedHiddenTypes = DOCUMENT_TYPES.map(savedObjectType);
    const savedObjects = core.savedObjects.getScopedClient(request, { includedHiddenTypes });
    return createKibanaStack({
      version,
      platinum,
      kibanaApps: true,
      user,
      space,
      kibana: this.kibanaOf(core, request),
      elasticsearch: following(
        request,
        clientTransport(core.elasticsearch.client.asScoped(request).asCurrentUser, timeoutMs),
      ),
      documents: new SavedObjectDocumentStore(savedObjects, space, user.name, Date.now),
      suggestPeople: peopleOf(deps),
      attachesVerdicts: this.attachesVerdicts,
      deleteSearch: deleteWith(savedObjects),
    });
  }

  /** Core's own client where there is one, unless an administrator set an address of the workbench's own. */
  private kibanaOf({ http }: CoreStart, request: KibanaRequest): KibanaTransport {
    const { url, timeoutMs } = this.settings;
    if (http.selfClient && url === undefined) return selfClientTransport(http.selfClient.asScoped(request), timeoutMs);
    if (!this.loopback) throw new Error('The Kibana adapter has not started yet');
    return this.loopback.asScoped(request);
  }
}

/** Without security there are no users: everybody is the same one. */
function userOf(core: CoreStart, deps: StartDeps, request: KibanaRequest): StackUser {
  const authc = core.security?.authc ?? deps.security?.authc;
  const user = authc?.getCurrentUser(request) ?? deps.security?.authc.getCurrentUser(request);
  if (!user) return { name: 'anonymous' };
  return { name: user.username, ...(user.profile_uid ? { profileUid: user.profile_uid } : {}) };
}

function peopleOf({ security }: StartDeps): SuggestPeople {
  return security ? peopleOfKibana(security) : async () => [];
}

function deleteWith(client: SavedObjectsClientContract): DeleteSearch {
  return async (id) => {
    try {
      await client.delete('search', id, { force: true });
      return true;
    } catch (error) {
      const { output } = error as { output?: { statusCode?: number } };
      if (output?.statusCode === 404) return false;
      if (output?.statusCode === 403) {
        throw new StackError(
          'forbidden',
          'You may not remove saved searches. It takes the privilege to save in Discover.',
        );
      }
      throw error;
    }
  };
}

/** Not a stable contract: where it is absent or refuses, alerts go to cases without the reasons. */
function offerVerdictAttachment({ cases }: SetupDeps): boolean {
  const framework = cases?.attachmentFramework;
  if (!framework?.registerExternalReference) return false;
  try {
    framework.registerExternalReference({ id: CASE_VERDICT_TYPE });
    return true;
  } catch {
    return false;
  }
}

/** A licence that cannot be read counts as Basic: nothing is offered that would then be refused. */
async function isPlatinum({ licensing }: StartDeps): Promise<boolean> {
  try {
    const licence = await licensing?.getLicense();
    return licence !== undefined && licence.isActive && licence.hasAtLeast('platinum');
  } catch {
    return false;
  }
}

/** In a space that does not exist Kibana reads nothing and refuses to write for reasons that nobody understands. */
async function checkSpace({ spaces }: StartDeps, request: KibanaRequest, space: string): Promise<true> {
  try {
    await spaces?.spacesService.getActiveSpace(request);
    return true;
  } catch (error) {
    const { output } = error as { output?: { statusCode?: number } };
    if (output?.statusCode === 404) throw new StackError('not_found', `There is no space ${space}.`);
    if (output?.statusCode === 403) throw new StackError('forbidden', `You may not use the space ${space}.`);
    throw error;
  }
}

/** Keeps an answer for a minute; a failure is not kept. */
function remembered<T>(read: () => Promise<T>): () => Promise<T> {
  let known: { at: number; value: Promise<T> } | undefined;
  return async () => {
    if (!known || Date.now() - known.at > BELIEVED_MS) known = { at: Date.now(), value: read() };
    try {
      return await known.value;
    } catch (error) {
      known = undefined;
      throw error;
    }
  };
}

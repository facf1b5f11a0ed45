/** People that an alert can be assigned to. */
import type { SecurityPluginStart } from '@kbn/security-plugin/server';
import type { ElasticsearchApi } from './apis';

export interface Person {
  uid: string;
  name: string;
}

/** Finds people by the beginning of their names. */
export type SuggestPeople = (text: string) => Promise<Person[]>;

const SUGGESTED = 20;

interface Profile {
  uid: string;
  user: { username: string; full_name?: string | null };
}

/** Through the `security` plugin: it may ask for profiles, its users need not. */
export function peopleOfKibana({ userProfiles }: SecurityPluginStart): SuggestPeople {
  return async (text) => (await userProfiles.suggest({ name: text, size: SUGGESTED })).map(toPerson);
}

/** Through Elasticsearch, for who may read profiles there. */
export function peopleOfElasticsearch(elasticsearch: ElasticsearchApi): SuggestPeople {
  const purpose = { what: 'look up people', takes: 'the cluster privilege read_security or manage_user_profile' };
  return async (text) => {
    const body = { name: text, size: SUGGESTED };
    const { profiles } = await elasticsearch.call<{ profiles: Profile[] }>(
      purpose,
      'POST',
      '/_security/profile/_suggest',
      { body },
    );
    return profiles.map(toPerson);
  };
}

function toPerson({ uid, user }: Profile): Person {
  return { uid, name: user.full_name || user.username };
}

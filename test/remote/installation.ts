/** A Kibana and an Elasticsearch of somebody else, behind ports of this machine, and an API key for them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ElasticsearchDouble } from '../doubles/elasticsearch/double';
import { serveElasticsearch } from '../doubles/elasticsearch/http_server';
import type { KeyHolder } from '../doubles/elasticsearch/security';
import { KibanaDouble, serve, type KibanaDoubleOptions, type Privilege } from '../doubles/kibana';
import type { RunningDouble } from '../doubles/listen';
import type { TlsFiles } from '../doubles/tls';

/** Looks like nothing else, so that a search finds every place where it leaks to. */
export const SECRET = Buffer.from('kq3vX0sBleak:zz-leaked-secret-zz').toString('base64');

export interface Installation {
  readonly kibana: KibanaDouble;
  readonly elasticsearch: ElasticsearchDouble;
  readonly kibanaUrl: string;
  readonly elasticsearchUrl: string;
  /** Folder of the test, with `key.txt`, and `data` for the workbench. */
  readonly folder: string;
  /** Options of the command line that lead here. */
  readonly args: readonly string[];
  /** Kibana goes away, as at a restart. */
  stopKibana(): Promise<void>;
  /** It comes back under the same address. */
  startKibana(): Promise<void>;
  /** The key is deleted everywhere. */
  deleteKey(): void;
  close(): Promise<void>;
}

export interface InstallationOptions extends Pick<KibanaDoubleOptions, 'version' | 'spaces' | 'licence'> {
  privileges?: readonly Privilege[];
  holder?: Partial<KeyHolder>;
  tls?: TlsFiles;
}

export async function startInstallation(options: InstallationOptions = {}): Promise<Installation> {
  const { privileges, holder, tls, ...kibanaOptions } = options;
  const elasticsearch = new ElasticsearchDouble();
  const users = { [SECRET]: { name: 'mia', ...(privileges ? { privileges } : {}) } };
  const kibana = new KibanaDouble({ ...kibanaOptions, elasticsearch, users });
  const holders: Record<string, KeyHolder> = { [SECRET]: { name: 'mia', keyName: 'workbench', ...holder } };
  const listening = tls ? { tls } : {};
  const ofElasticsearch = await serveElasticsearch(elasticsearch, holders, listening);
  let ofKibana: RunningDouble = await serve(kibana, listening);
  const folder = mkdtempSync(join(tmpdir(), 'remote-'));
  const keyFile = join(folder, 'key.txt');
  writeFileSync(keyFile, `${SECRET}\n`, { mode: 0o600 });
  const { url: kibanaUrl } = ofKibana;
  const { url: elasticsearchUrl } = ofElasticsearch;
  const close = async () => {
    await Promise.all([ofKibana.close(), ofElasticsearch.close()]);
    rmSync(folder, { recursive: true });
  };
  return {
    kibana,
    elasticsearch,
    kibanaUrl,
    elasticsearchUrl,
    folder,
    args: [
      ...['--port', '0', '--data', join(folder, 'data'), '--api-key-file', keyFile],
      ...['--kibana-url', kibanaUrl, '--elasticsearch-url', elasticsearchUrl],
    ],
    stopKibana: () => ofKibana.close(),
    startKibana: async () => {
      ofKibana = await serve(kibana, { ...listening, port: Number(new URL(kibanaUrl).port) });
    },
    deleteKey: () => {
      kibana.removeUser(SECRET);
      delete holders[SECRET];
    },
    close,
  };
}

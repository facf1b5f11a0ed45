/** `npm start` against a stack of somebody else: what it says at the start, and how it ends when that cannot be used. */
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { listen } from '../doubles/listen';
import { AUTHORITY_FILE, SERVER_TLS } from '../doubles/tls';
import { SECRET, startInstallation, type Installation, type InstallationOptions } from './installation';
import { runMain, startMain } from './run_main';

jest.setTimeout(60_000);

let there: Installation;
const begin = async (options?: InstallationOptions) => (there = await startInstallation(options));
afterEach(() => there.close());

/** The last one of an option wins. */
const with_ = (...more: string[]) => [...there.args, ...more];

async function expectFailure(args: readonly string[], code: number, words: RegExp): Promise<void> {
  const end = await runMain(args);
  expect(end.text).toMatch(words);
  expect(end.code).toBe(code);
  expect(end.text).not.toMatch(/\n\s+at /);
  expect(end.text).not.toContain(SECRET);
  expect(existsSync(join(there.folder, 'data', 'remote'))).toBe(false);
}

describe('a stack that can be used', () => {
  it('is described, with what its rules need', async () => {
    await begin({ licence: 'basic' });
    const running = await startMain(there.args);
    expect(await running.stop()).toBe(0);
    const { text } = running.output;
    expect(text).toMatch(/ok +Kibana 8\.12\.2 answers/);
    expect(text).toMatch(/ok +Elasticsearch answers mia, key workbench/);
    expect(text).toMatch(/note +Rules that are enabled with an API key run with that key ever after/);
    expect(text).toMatch(/note +Licence: basic\. Rules go without alert suppression/);
    expect(text).toMatch(/note +No index fits .*logs-/);
    expect(text).toMatch(
      /data .*remote.*127\.0\.0\.1_\d+_default_.*\.db: tunings, runs and activity, on this machine only/,
    );
    expect(text).not.toContain(SECRET);
  });

  it('is reached over TLS when its authority is named', async () => {
    await begin({ tls: SERVER_TLS });
    const running = await startMain(with_('--ca', AUTHORITY_FILE));
    expect(await running.stop()).toBe(0);
  });

  it('is reached with a key from the environment', async () => {
    await begin();
    const args = there.args.filter((arg, at) => arg !== '--api-key-file' && there.args[at - 1] !== '--api-key-file');
    const running = await startMain(args, { DETECTION_WORKBENCH_API_KEY: SECRET });
    expect(await running.stop()).toBe(0);
    expect(running.output.text).not.toContain(SECRET);
  });

  it('warns when others can read the key', async () => {
    await begin();
    chmodSync(join(there.folder, 'key.txt'), 0o644);
    const running = await startMain(there.args);
    await running.stop();
    expect(running.output.text).toMatch(/Others on this machine can read .*key\.txt: chmod 600/);
  });

  it('says what the key may not do, and when it ends', async () => {
    await begin({
      privileges: ['rules-read', 'exceptions-read', 'alerts-read'],
      holder: { readable: ['winlogbeat-*'], expiration: Date.UTC(2090, 5, 1) },
    });
    const running = await startMain(there.args);
    await running.stop();
    for (const words of [
      /note +The key lacks write, maintenance on the alerts/,
      /note +The key may not manage detection rules/,
      /note +The key may not manage exceptions/,
      /note +The key may not read .*logs-/,
      /note +This key expires on 2090-06-01/,
    ]) {
      expect(running.output.text).toMatch(words);
    }
  });
});

describe('the start ends with words and an exit code', () => {
  it.each<[string, InstallationOptions, () => readonly string[], number, RegExp]>([
    [
      'nobody listens',
      {},
      () => with_('--kibana-url', 'http://127.0.0.1:9'),
      3,
      /Kibana cannot be reached: nothing listens/,
    ],
    [
      'the host is not known',
      {},
      () => with_('--elasticsearch-url', 'https://elasticsearch.invalid'),
      3,
      /Elasticsearch cannot be reached: its host name is not known/,
    ],
    [
      'the certificate is not trusted',
      { tls: SERVER_TLS },
      () => there.args,
      3,
      /certificate is not trusted: name the authority/,
    ],
    [
      'the server speaks no TLS',
      {},
      () => with_('--kibana-url', there.kibanaUrl.replace('http:', 'https:')),
      3,
      /does not speak TLS: is it http:/,
    ],
    [
      'the server wants TLS',
      { tls: SERVER_TLS },
      () => with_('--ca', AUTHORITY_FILE, '--kibana-url', there.kibanaUrl.replace('https:', 'http:')),
      3,
      /Kibana cannot be reached: the connection was ended without an answer.*https/,
    ],
    [
      'the addresses are mixed up',
      {},
      () => with_('--kibana-url', there.elasticsearchUrl, '--elasticsearch-url', there.kibanaUrl),
      5,
      /Kibana is answered by something else.*\n.*Elasticsearch is answered by something else/,
    ],
    ['the space is not there', { spaces: ['blue'] }, () => with_('--space', 'red'), 5, /no space red/],
    ['Kibana is too old', { version: '8.11.4' }, () => there.args, 5, /8\.11\.4 is too old/],
  ])('%s', async (_what, options, args, code, words) => {
    await begin(options);
    await expectFailure(args(), code, words);
  });

  it('the key is not accepted', async () => {
    await begin();
    there.deleteKey();
    await expectFailure(
      there.args,
      4,
      /Kibana does not accept the API key.*\n.*Elasticsearch does not accept the API key/,
    );
  });

  it('the key may not use Elastic Security', async () => {
    await begin();
    const path = '/api/detection_engine/privileges';
    const body = { message: 'Forbidden', statusCode: 403 };
    there.kibana.faults.add({
      matches: (request) => request.path === path,
      effect: { kind: 'status', status: 403, body },
    });
    await expectFailure(there.args, 4, /may not use Elastic Security/);
  });

  it('a login page answers', async () => {
    await begin();
    const page = await listen((_request, response) =>
      response.writeHead(302, { location: '/login?next=secret' }).end(),
    );
    await expectFailure(with_('--kibana-url', page.url), 3, /redirect to http:\/\/127\.0\.0\.1:\d+\/login, which/);
    await page.close();
  });

  it.each([
    ['there is no such file', 'missing.txt', undefined, /missing\.txt: there is no such file/],
    ['nothing is in it', 'empty.txt', '', /empty\.txt: this is no API key/],
    ['it holds something else', 'note.txt', 'my key is in the safe', /note\.txt: this is no API key/],
  ])('the file of the key cannot be used: %s', async (_what, name, content, words) => {
    await begin();
    const file = join(there.folder, name);
    if (content !== undefined) writeFileSync(file, content);
    await expectFailure(with_('--api-key-file', file), 1, words);
  });

  it('the authority is no certificate', async () => {
    await begin();
    await expectFailure(with_('--ca', join(there.folder, 'key.txt')), 1, /this is no certificate in PEM form/);
  });

  it('another workbench works on the same space', async () => {
    await begin();
    const first = await startMain(there.args);
    const second = await runMain(there.args);
    await first.stop();
    expect(second.code).toBe(1);
    expect(second.text).toMatch(/is in use by another process/);
  });

  it('servers that never answer are given up', async () => {
    await begin();
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    const { openRemote } = await import('../../standalone/remote/open_remote');
    const remote = {
      kibanaUrl: `http://127.0.0.1:${port}`,
      elasticsearchUrl: there.elasticsearchUrl,
      space: 'default',
      apiKeyFile: join(there.folder, 'key.txt'),
      caFile: undefined,
      dataDir: there.folder,
    };
    const { sharedPacks } = await import('../../server/services/packs');
    const openPacks = sharedPacks({ bundled: join(__dirname, '..', '..', 'packs') });
    const opened = openRemote({ remote, openPacks, environment: {}, print: () => undefined, timeoutMs: 300 });
    await expect(opened).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(/Kibana gave no answer within/),
    });
    silent.closeAllConnections();
    silent.close();
  });
});

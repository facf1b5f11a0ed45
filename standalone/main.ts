/** `npm start`: from the command line to a running workbench, and down again. */
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Logger } from '@kbn/core/server';
import { APP_ID } from '../common/tiers';
import { sharedPacks, type OpenPacks } from '../server/services/packs';
import { StartFailure, type Backing } from './backing';
import { parseCli, type CliOptions } from './cli';
import { openEmbedded } from './embedded';
import { explain, explainStartFailure } from './explain_failure';
import type { Host } from './host/host';
import { createLogger } from './host/logger';
import { isLoopback } from './host/loopback';
import { openRemote } from './remote/open_remote';
import type { RemoteOptions } from './remote/remote_options';
import { startWorkbench } from './workbench_host';

export interface MainEnvironment {
  /** Absolute path of the project. */
  root: string;
  /** Folder with the built browser files. */
  bundlesDir: string;
  /** Folder that paths on the command line are meant from. */
  workingDir: string;
  /** Variables of the environment: an API key may be among them. */
  variables: Readonly<Record<string, string | undefined>>;
}

const print = (text: string) => void process.stdout.write(text);
const complain = (text: string) => void process.stderr.write(text);

/**
 * Runs until it is told to stop.
 *
 * @returns the exit code
 */
export async function main(args: readonly string[], environment: MainEnvironment): Promise<number> {
  const { root, workingDir } = environment;
  const version = versionOf(root);
  const cli = parseCli(args, { workingDir, defaultDataDir: join(root, 'data'), version });
  if ('show' in cli) {
    print(cli.show);
    return 0;
  }
  if ('mistake' in cli) {
    complain(`${cli.mistake}\n`);
    return 2;
  }
  return run(cli.run, environment, version);
}

async function run(options: CliOptions, environment: MainEnvironment, version: string): Promise<number> {
  const stopping = stopSignal();
  try {
    return await runUntil(stopping, options, environment, version);
  } finally {
    stopping.forget();
  }
}

async function runUntil(
  stopping: StopSignal,
  options: CliOptions,
  environment: MainEnvironment,
  version: string,
): Promise<number> {
  const logger = createLogger({ level: 'info', write: (line) => complain(`${line}\n`) }, 'host');
  const openPacks = packsOf(options, environment);
  let backing: Backing | undefined;
  try {
    const opened = options.remote
      ? openRemoteStack(options.remote, openPacks, environment)
      : openEmbeddedStack(options, openPacks, logger);
    // A server that takes its time must not keep Ctrl-C waiting.
    backing = await Promise.race([opened, stopping.told.then(() => undefined)]);
  } catch (error) {
    complain(`${explain(error)}\n`);
    return error instanceof StartFailure ? error.exitCode : 1;
  }
  if (!backing) return 0;
  const { stackFactory, username, hasEventPages } = backing;
  let host: Host;
  try {
    const { bundlesDir } = environment;
    host = await startWorkbench({ ...options, bundlesDir, openPacks, username, hasEventPages, stackFactory, logger });
  } catch (error) {
    complain(`${await explainStartFailure(error, options)}\n`);
    return 1;
  }
  try {
    await backing.loadEvents(stopping.signal);
    if (!stopping.signal.aborted) print(greeting(host, options, backing, version));
    await stopping.told;
    return 0;
  } catch (error) {
    complain(`${explain(error)}\n`);
    return 1;
  } finally {
    await stop(host, logger);
  }
}

/** Plugin, demo data and the check of a remote stack all ask for them. */
function packsOf({ ownPacksDir }: CliOptions, { root }: MainEnvironment): OpenPacks {
  return sharedPacks({ bundled: join(root, 'packs'), ...(ownPacksDir ? { own: ownPacksDir } : {}) });
}

async function openEmbeddedStack(options: CliOptions, openPacks: OpenPacks, logger: Logger): Promise<Backing> {
  return openEmbedded({
    dataDir: options.dataDir,
    openPacks,
    username: nameOfUser(),
    events: options.events,
    shiftToNow: options.shiftToNow,
    demoData: !options.empty && options.events.length === 0,
    terminal: process.stderr,
    logger: logger.get('stack'),
  });
}

function openRemoteStack(
  remote: RemoteOptions,
  openPacks: OpenPacks,
  { variables }: MainEnvironment,
): Promise<Backing> {
  return openRemote({ remote, openPacks, environment: variables, print });
}

async function stop(host: Host, logger: Logger): Promise<void> {
  try {
    await host.stop();
  } catch (error) {
    logger.error(error instanceof Error ? error : String(error));
  }
}

function greeting(host: Host, options: CliOptions, backing: Backing, version: string): string {
  const about: Array<[string, string]> = [
    ['open', `${host.url}/app/${APP_ID}`],
    ...backing.about,
    ['role', options.role],
  ];
  if (!isLoopback(options.host)) {
    about.push(['note', 'There is no login: whoever reaches this address can use the workbench.']);
  }
  const lines = ['', `Detection Workbench ${version}`, ...about.map(([label, text]) => `  ${label.padEnd(5)} ${text}`)];
  return `${[...lines, 'Ctrl-C stops it.', ''].join('\n')}\n`;
}

interface StopSignal {
  signal: AbortSignal;
  /** Resolves when it is time to stop. */
  told: Promise<void>;
  /** Gives the signals back. */
  forget(): void;
}

/** The first Ctrl-C (or termination request) stops in good order, the second one at once. */
function stopSignal(): StopSignal {
  const controller = new AbortController();
  const told = new Promise<void>((resolve) => controller.signal.addEventListener('abort', () => resolve()));
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  // SIGBREAK is Ctrl-Break on Windows; SIGTERM never arrives there.
  const signals: NodeJS.Signals[] =
    process.platform === 'win32' ? ['SIGINT', 'SIGBREAK'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const name of signals) process.on(name, onSignal);
  const forget = () => {
    for (const name of signals) process.off(name, onSignal);
  };
  return { signal: controller.signal, told, forget };
}

function versionOf(root: string): string {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}

/** Some systems (containers with a bare user id) have no name for the user. */
function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    return 'analyst';
  }
}

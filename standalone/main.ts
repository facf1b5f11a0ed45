/** `npm start`: from the command line to a running workbench, and down again. */
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Logger } from '@kbn/core/server';
import { APP_ID } from '../common/tiers';
import { parseCli, type CliOptions } from './cli';
import { openEmbedded, type Embedded } from './embedded';
import { nextFreePort } from './host/free_port';
import type { Host } from './host/host';
import { createLogger } from './host/logger';
import { startWorkbench } from './workbench_host';

export interface MainEnvironment {
  /** Absolute path of the project. */
  root: string;
  /** Folder with the built browser files. */
  bundlesDir: string;
  /** Folder that paths on the command line are meant from. */
  workingDir: string;
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
  const username = nameOfUser();
  let embedded: Embedded;
  try {
    embedded = openEmbedded({
      dataDir: options.dataDir,
      packsDir: join(environment.root, 'packs'),
      username,
      events: options.events,
      shiftToNow: options.shiftToNow,
      demoData: !options.empty && options.events.length === 0,
      terminal: process.stderr,
      logger: logger.get('stack'),
    });
  } catch (error) {
    complain(`${explain(error)}\n`);
    return 1;
  }
  const { stackFactory } = embedded;
  let host: Host;
  try {
    host = await startWorkbench({ ...options, ...environment, username, stackFactory, logger });
  } catch (error) {
    complain(`${await explainStartFailure(error, options)}\n`);
    return 1;
  }
  try {
    await embedded.loadEvents(stopping.signal);
    if (!stopping.signal.aborted) print(greeting(host, options, embedded, version));
    await stopping.told;
    return 0;
  } catch (error) {
    complain(`${explain(error)}\n`);
    return 1;
  } finally {
    await stop(host, logger);
  }
}

async function stop(host: Host, logger: Logger): Promise<void> {
  try {
    await host.stop();
  } catch (error) {
    logger.error(error instanceof Error ? error : String(error));
  }
}

function greeting(host: Host, options: CliOptions, embedded: Embedded, version: string): string {
  const lines = [
    '',
    `Detection Workbench ${version}`,
    `  open  ${host.url}/app/${APP_ID}`,
    `  data  ${embedded.location}`,
    `  role  ${options.role}`,
  ];
  if (!isLoopback(options.host)) {
    lines.push('  note  There is no login: whoever reaches this address can use the workbench.');
  }
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

/** In words what a file, or an error with words of its own, objects to. */
function explain(error: unknown): string {
  const path = typeof error === 'object' && error !== null && 'path' in error ? `${String(error.path)}: ` : '';
  switch (codeOf(error)) {
    case 'ENOENT':
      return `${path}there is no such file or folder.`;
    case 'EEXIST':
    case 'ENOTDIR':
      return `${path}this is not a folder.`;
    case 'EACCES':
    case 'EPERM':
      return `${path}permission denied.`;
    case 'ENOSPC':
      return `${path}the disk is full.`;
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

/** Says what to do when the host cannot listen. */
async function explainStartFailure(error: unknown, { host, port }: CliOptions): Promise<string> {
  switch (codeOf(error)) {
    case 'EADDRINUSE': {
      const free = await nextFreePort(host, port);
      const offer =
        free === undefined ? 'Choose another one with --port.' : `Port ${free} is free: npm start -- --port ${free}`;
      return `Port ${port} is in use. ${offer}`;
    }
    case 'EACCES':
      return `Port ${port} is reserved for administrators. Choose one above 1023: npm start -- --port 5601`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is not an address of this machine. Without --host the workbench listens on 127.0.0.1.`;
    default:
      return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
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

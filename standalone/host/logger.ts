/** The host's logger: one line per record with level, context and, when there is meta, its JSON. */
import type { LogMeta, Logger } from '@kbn/core/server';
import { printable } from '../printable';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';
const LEVELS: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];

export interface LoggerOptions {
  /** Records below this level are dropped. */
  level: LogLevel;
  /** Takes one line, without its end. */
  write(line: string): void;
}

/**
 * Names and answers of others are among what is logged: the terminal must not obey them, and a second line is set in, so
 * that it cannot pass for a record.
 */
function inert(text: string): string {
  return text.split('\n').map(printable).join('\n  ');
}

/** @param context dotted name in front of every message, e.g. `plugins.detectionWorkbench` */
export function createLogger(options: LoggerOptions, context: string): Logger {
  const log = (level: LogLevel, message: string | Error, meta?: LogMeta) => {
    if (LEVELS.indexOf(level) < LEVELS.indexOf(options.level)) return;
    const text = message instanceof Error ? (message.stack ?? message.message) : message;
    const data = meta ? ` ${JSON.stringify(meta)}` : '';
    options.write(`[${new Date().toISOString()}][${level.toUpperCase().padEnd(5)}][${context}] ${inert(text)}${data}`);
  };
  return {
    trace: (message, meta) => log('trace', message, meta),
    debug: (message, meta) => log('debug', message, meta),
    info: (message, meta) => log('info', message, meta),
    warn: (message, meta) => log('warn', message, meta),
    error: (message, meta) => log('error', message, meta),
    fatal: (message, meta) => log('fatal', message, meta),
    get: (...names) => createLogger(options, [context, ...names].join('.')),
  };
}

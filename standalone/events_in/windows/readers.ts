/** How single values of Windows events are read. Each answers undefined for "no value": absent, empty or `-`. */
import { splitCommandLine } from './split_command_line';

/** Turns a raw value into the value of an ECS field. */
export type Reader = (raw: unknown) => unknown;

export const text: Reader = (raw) => {
  if (typeof raw === 'number' || typeof raw === 'boolean') return String(raw);
  return typeof raw === 'string' && raw !== '' && raw !== '-' ? raw : undefined;
};

/** A whole number, decimal or `0x` hexadecimal (Security events write process ids that way). */
export const integer: Reader = (raw) => {
  if (typeof raw === 'number') return Number.isSafeInteger(raw) ? raw : undefined;
  if (typeof raw !== 'string' || !/^(0[xX][0-9a-fA-F]+|\d+)$/.test(raw)) return undefined;
  const value = Number(raw);
  return Number.isSafeInteger(value) ? value : undefined;
};

export const flag: Reader = (raw) => {
  const word = String(raw).toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
};

/** Last part of a Windows path, drive or device. */
export const baseName: Reader = (raw) => {
  const path = text(raw);
  return typeof path === 'string' ? path.slice(path.lastIndexOf('\\') + 1) || undefined : undefined;
};

/** Folder of a Windows path. */
export const directory: Reader = (raw) => {
  const path = text(raw);
  if (typeof path !== 'string') return undefined;
  const end = path.lastIndexOf('\\');
  return end > 0 ? path.slice(0, end) : undefined;
};

/** Extension of a path without its dot. */
export const extension: Reader = (raw) => {
  const name = baseName(raw);
  if (typeof name !== 'string') return undefined;
  const dot = name.lastIndexOf('.');
  return dot > 0 && dot < name.length - 1 ? name.slice(dot + 1) : undefined;
};

export const lowerCase: Reader = (raw) => {
  const value = text(raw);
  return typeof value === 'string' ? value.toLowerCase() : undefined;
};

/** The arguments of a command line, split as Windows does. */
export const commandArguments: Reader = (raw) => {
  const line = text(raw);
  return typeof line === 'string' ? splitCommandLine(line) : undefined;
};

export const commandArgumentCount: Reader = (raw) => {
  const line = text(raw);
  return typeof line === 'string' ? splitCommandLine(line).length : undefined;
};

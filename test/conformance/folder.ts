/** Reads the files of a folder of cases; what is wrong with one is said in one sentence with its name. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder is not of the suite's format: no case can be told from it. */
export class FolderProblem extends Error {}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new FolderProblem(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function parsed(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FolderProblem(`${place} is not JSON: ${(error as Error).message}`);
  }
}

/** @throws FolderProblem when the file is missing or no JSON */
export function readJson<T>(...path: string[]): T {
  const file = join(...path);
  return parsed(textOf(file), file) as T;
}

/** Like `readJson`, for a file that may be absent. */
export function readJsonIfThere<T>(...path: string[]): T | undefined {
  return existsSync(join(...path)) ? readJson<T>(...path) : undefined;
}

/** One JSON value a line; blank lines say nothing. */
export function readLines<T>(...path: string[]): T[] {
  const file = join(...path);
  return textOf(file)
    .split('\n')
    .flatMap((line, at) => (line.trim() === '' ? [] : [parsed(line, `${file}:${at + 1}`) as T]));
}

/** The list under a name of a file. @throws FolderProblem when it is not one */
export function listOf<T>(holder: unknown, name: string, file: string): readonly T[] {
  const list = (holder as Readonly<Record<string, unknown>> | null)?.[name];
  if (!Array.isArray(list)) throw new FolderProblem(`${file} has no list "${name}"`);
  return list as T[];
}

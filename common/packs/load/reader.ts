/** Reads the files of one pack and keeps account of what was read, what is wrong and where. */
import type { z } from 'zod';
import type { PackProblem, ProblemCode } from '../pack';
import { LineError } from './documents';
import { pathText, schemaProblems, YamlText, type Position } from './source_text';

/** One file of a pack folder. */
export interface ContentFile {
  /** With forward slashes, relative to the pack's folder. */
  path: string;
  text: string;
  bytes: number;
  sha256: string;
}

export class PackReader {
  readonly errors: PackProblem[] = [];
  readonly warnings: PackProblem[] = [];
  private readonly files: ReadonlyMap<string, ContentFile>;
  private readonly texts = new Map<string, YamlText>();
  private readonly used = new Set<string>(['pack.lock']);

  constructor(files: readonly ContentFile[]) {
    this.files = new Map(files.map((file) => [file.path, file]));
  }

  has(path: string): boolean {
    return this.files.has(path);
  }

  /** Paths directly inside a folder with the given ending, sorted. */
  list(folder: string, ending: string): string[] {
    return [...this.files.keys()]
      .filter(
        (path) =>
          path.startsWith(`${folder}/`) && path.endsWith(ending) && !path.slice(folder.length + 1).includes('/'),
      )
      .sort();
  }

  /** The text of a file that must exist. */
  text(path: string): string | undefined {
    this.used.add(path);
    const file = this.files.get(path);
    if (!file) this.errors.push({ code: 'missing_file', file: path, message: `expected the file ${path}` });
    return file?.text;
  }

  /** A YAML file checked against a schema; `undefined` when it is missing or wrong, which is then reported. */
  yaml<T extends z.ZodType>(path: string, schema: T): z.output<T> | undefined {
    const source = this.text(path);
    if (source === undefined) return undefined;
    const text = new YamlText(source);
    this.texts.set(path, text);
    const syntax = text.syntaxProblems();
    const parsed = syntax.length === 0 ? schema.safeParse(text.value()) : undefined;
    if (parsed?.success) return parsed.data;
    for (const { code, message, path: inside, position } of parsed ? schemaProblems(parsed.error, text) : syntax) {
      this.errors.push({ code, file: path, message, ...(inside ? { path: inside } : {}), ...position });
    }
    return undefined;
  }

  /** The same for a file that may be absent. */
  optionalYaml<T extends z.ZodType>(path: string, schema: T): z.output<T> | undefined {
    return this.has(path) ? this.yaml(path, schema) : undefined;
  }

  /** Reads a file of JSON lines; a bad line is reported. */
  lines<T>(path: string, read: (text: string) => T): T | undefined {
    const source = this.text(path);
    if (source === undefined) return undefined;
    try {
      return read(source);
    } catch (error) {
      if (!(error instanceof LineError)) throw error;
      this.errors.push({ code: 'json', file: path, line: error.line, column: 1, message: error.message });
      return undefined;
    }
  }

  /** Reports an error about a value of a YAML file that was read. */
  error(code: ProblemCode, file: string, path: readonly PropertyKey[], message: string): void {
    this.errors.push(problemAt(code, file, path, message, this.texts.get(file)?.locate(path)));
  }

  /** Reports an error in one line (1-based) of a text inside a YAML file. */
  errorInText(code: ProblemCode, file: string, path: readonly PropertyKey[], line: number, message: string): void {
    this.errors.push(problemAt(code, file, path, message, this.texts.get(file)?.locateLine(path, line)));
  }

  /** Reports something that does not keep the pack from working. */
  warning(code: ProblemCode, file: string, path: readonly PropertyKey[], message: string): void {
    this.warnings.push(problemAt(code, file, path, message, this.texts.get(file)?.locate(path)));
  }

  /** Files that nothing refers to. */
  unused(): string[] {
    return [...this.files.keys()].filter((path) => !this.used.has(path)).sort();
  }
}

function problemAt(
  code: ProblemCode,
  file: string,
  path: readonly PropertyKey[],
  message: string,
  position: Position | undefined,
): PackProblem {
  return { code, file, message, ...(path.length > 0 ? { path: pathText(path) } : {}), ...position };
}

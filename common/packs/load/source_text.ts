/** YAML text with positions: a value, and where in the text each part of it stands. */
import { isMap, isPair, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';

export interface Position {
  /** Both 1-based. */
  line: number;
  column: number;
}

export interface TextProblem {
  code: 'yaml' | 'schema';
  message: string;
  /** Path inside the file, for example `knobs[2].default`; empty for the whole file. */
  path: string;
  position: Position | undefined;
}

type PathPart = string | number;

/** `['knobs', 2, 'default']` as `knobs[2].default`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? String(part) : `.${String(part)}`))
    .join('');
}

export class YamlText {
  private readonly lines = new LineCounter();
  private readonly document: Document.Parsed;

  constructor(text: string) {
    this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false });
  }

  /** Syntax errors; when there are any, `value` must not be used. */
  syntaxProblems(): TextProblem[] {
    return this.document.errors.map((error) => ({
      code: 'yaml',
      message: error.message,
      path: '',
      position: this.at(error.pos[0]),
    }));
  }

  value(): unknown {
    return this.document.toJS({ maxAliasCount: 100 });
  }

  /** Where the value at `path` stands, or its nearest parent that exists. */
  locate(path: readonly PropertyKey[]): Position | undefined {
    const parts = path.filter((part): part is PathPart => typeof part !== 'symbol');
    for (let length = parts.length; length > 0; length -= 1) {
      const offset = this.offsetOf(parts.slice(0, length));
      if (offset !== undefined) return this.at(offset);
    }
    return this.at(this.document.contents?.range[0] ?? 0);
  }

  /** Where a line of a block of text (`|`) stands; of other texts, where they begin. Lines are 1-based. */
  locateLine(path: readonly PropertyKey[], line: number): Position | undefined {
    const start = this.locate(path);
    const node = this.document.getIn(path, true);
    return start && isScalar(node) && node.type === 'BLOCK_LITERAL' ? { line: start.line + line, column: 1 } : start;
  }

  /** A key's own position where there is one, so that an error about a block points at its name. */
  private offsetOf(path: readonly PathPart[]): number | undefined {
    const parent = path.length === 1 ? this.document.contents : this.document.getIn(path.slice(0, -1), true);
    const last = path.at(-1);
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isPair(item) && String(item.key) === String(last));
      return rangeStart(pair?.key);
    }
    return rangeStart(this.document.getIn(path, true));
  }

  private at(offset: number): Position {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

function rangeStart(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node)) return undefined;
  const { range } = node as { range?: readonly number[] | null };
  return range?.[0];
}

type Issue = z.core.$ZodIssue;

/** Of a union's branches the one that came closest: fewest issues, then the deepest. */
function closestBranch(branches: readonly Issue[][]): Issue[] {
  const depth = (issues: readonly Issue[]) => Math.max(0, ...issues.map((issue) => issue.path.length));
  return [...branches].sort((a, b) => a.length - b.length || depth(b) - depth(a))[0] ?? [];
}

function flatten(issue: Issue, parent: readonly PropertyKey[]): Array<{ path: PropertyKey[]; message: string }> {
  const path = [...parent, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return closestBranch(issue.errors).flatMap((inner) => flatten(inner, path));
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], message: `unknown key ${key}` }));
  }
  return [{ path, message: issue.message }];
}

/** What a schema finds wrong, each with its place in the text. */
export function schemaProblems(error: z.ZodError, text: YamlText): TextProblem[] {
  return error.issues
    .flatMap((issue) => flatten(issue, []))
    .map(({ path, message }) => ({ code: 'schema', message, path: pathText(path), position: text.locate(path) }));
}

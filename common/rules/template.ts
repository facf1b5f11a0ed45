/**
 * The query template: EQL with `${knob}` or `${knob:format}` placeholders, and lines `#if knob`, `#else`, `#end`
 * that keep or drop the lines between them. A knob counts as set unless it is false, zero or an empty list, so a
 * list that may be empty takes its clause with it.
 */
import type { Knob, KnobValue } from '../packs/schema';
import { FORMATS, plainText } from './formats';

export class TemplateError extends Error {
  constructor(
    message: string,
    /** 1-based line of the template. */
    readonly line: number,
  ) {
    super(message);
    this.name = 'TemplateError';
  }
}

interface Placeholder {
  kind: 'placeholder';
  knob: string;
  format: string | undefined;
}
type Piece = string | Placeholder;
type Node =
  | { kind: 'line'; line: number; pieces: Piece[] }
  | { kind: 'if'; line: number; knob: string; then: Node[]; otherwise: Node[] };

/** A template, parsed once. */
export interface Template {
  readonly nodes: readonly Node[];
}

const DIRECTIVE = /^\s*#(if|else|end)\b[ \t]*(\S*)\s*$/;
const PLACEHOLDER = /\$\{([^{}]*)\}/g;
const NAME = /^([a-z][a-z0-9_]*)(?::([a-z_]+))?$/;

function parseLine(text: string, line: number): Node {
  const pieces: Piece[] = [];
  let last = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    const name = NAME.exec(match[1] ?? '');
    if (!name)
      throw new TemplateError(`\${${match[1]}} is not a placeholder: expected \${knob} or \${knob:format}`, line);
    pieces.push(text.slice(last, match.index), { kind: 'placeholder', knob: name[1] ?? '', format: name[2] });
    last = match.index + match[0].length;
  }
  pieces.push(text.slice(last));
  return { kind: 'line', line, pieces };
}

/** Parses a template; throws `TemplateError` for a block that is not closed or a placeholder that is none. */
export function parseTemplate(text: string): Template {
  const root: Node[] = [];
  const open: Array<{ node: Extract<Node, { kind: 'if' }>; inElse: boolean }> = [];
  const target = () => {
    const top = open.at(-1);
    if (!top) return root;
    return top.inElse ? top.node.otherwise : top.node.then;
  };
  text.split('\n').forEach((source, index) => {
    const line = index + 1;
    const directive = DIRECTIVE.exec(source);
    if (!directive) {
      target().push(parseLine(source, line));
    } else if (directive[1] === 'if') {
      const node: Node = { kind: 'if', line, knob: directive[2] ?? '', then: [], otherwise: [] };
      target().push(node);
      open.push({ node, inElse: false });
    } else {
      const top = open.at(-1);
      if (!top) throw new TemplateError(`#${directive[1]} without #if`, line);
      if (directive[1] === 'end') open.pop();
      else top.inElse = true;
    }
  });
  const unclosed = open.at(-1);
  if (unclosed) throw new TemplateError(`#if ${unclosed.node.knob} is never closed with #end`, unclosed.node.line);
  return { nodes: root };
}

function isSet(value: KnobValue): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function renderNodes(
  nodes: readonly Node[],
  knobs: ReadonlyMap<string, Knob>,
  values: ReadonlyMap<string, KnobValue>,
): string[] {
  const valueOf = (id: string, line: number): [Knob, KnobValue] => {
    const knob = knobs.get(id);
    const value = values.get(id);
    if (!knob || value === undefined)
      throw new TemplateError(`the template uses a knob that is not declared: ${id}`, line);
    return [knob, value];
  };
  return nodes.flatMap((node) => {
    if (node.kind === 'if') {
      const [, value] = valueOf(node.knob, node.line);
      return renderNodes(isSet(value) ? node.then : node.otherwise, knobs, values);
    }
    const text = node.pieces.map((piece) => {
      if (typeof piece === 'string') return piece;
      const [knob, value] = valueOf(piece.knob, node.line);
      const format = piece.format === undefined ? undefined : FORMATS[piece.format];
      return format ? format.render(value) : plainText(knob, value);
    });
    return [text.join('')];
  });
}

/** The query for the given values. Values must have been checked before. */
export function renderTemplate(
  template: Template,
  knobs: ReadonlyMap<string, Knob>,
  values: ReadonlyMap<string, KnobValue>,
): string {
  return renderNodes(template.nodes, knobs, values).join('\n');
}

/** Everything wrong between a template and the knobs it names: unknown knobs and formats, knobs no line uses. */
export function templateProblems(template: Template, knobs: readonly Knob[]): Array<{ line: number; message: string }> {
  const declared = new Map(knobs.map((knob) => [knob.id, knob]));
  const used = new Set<string>();
  const problems: Array<{ line: number; message: string }> = [];
  const visit = (nodes: readonly Node[]) => {
    for (const node of nodes) {
      const uses =
        node.kind === 'if'
          ? [{ knob: node.knob, format: undefined }]
          : node.pieces.filter((piece) => typeof piece !== 'string');
      for (const { knob: id, format } of uses) {
        used.add(id);
        const knob = declared.get(id);
        if (!knob) problems.push({ line: node.line, message: `the knob ${id} is not declared` });
        else if (format !== undefined && !FORMATS[format]?.types.includes(knob.type)) {
          problems.push({
            line: node.line,
            message: `the format ${format} does not exist for knobs of type ${knob.type}`,
          });
        }
      }
      if (node.kind === 'if') {
        visit(node.then);
        visit(node.otherwise);
      }
    }
  };
  visit(template.nodes);
  for (const knob of knobs) {
    if (!used.has(knob.id)) problems.push({ line: 1, message: `the query never uses the knob ${knob.id}` });
  }
  return problems;
}

/** The command line of `detection-workbench guard`. */
import { FORMATS, type Format } from './formats';

export interface GuardOptions {
  /** Files as given; relative to the working directory. */
  rules: string[];
  exceptions: string[];
  /** Folder of packs; undefined takes the bundled ones. */
  packs: string | undefined;
  baseline: string | undefined;
  format: Format;
}

export type GuardArguments = { run: GuardOptions } | { help: true } | { mistake: string };

export const GUARD_HELP = `Judges exported rules and exceptions against the attacks that they must catch. Needs no server.

Usage: detection-workbench guard --rules FILE.ndjson [options]

  --rules FILE         rules as Kibana exports them, with or without their exceptions; may be given several times
  --exceptions FILE    exception lists as Kibana exports them; may be given several times
  --packs DIR          folder of packs with the expectations (default: the bundled packs)
  --baseline FILE      SARIF of an earlier run: what it names is known and fails nothing
  --format FORMAT      ${FORMATS.join(', ')} (default ${FORMATS[0]})
  --help               show this text

Exit codes: 0 nothing to mend, 1 findings, 2 an expected attack goes unseen, 3 unusable input.
`;

const MANY = ['--rules', '--exceptions'] as const;
const ONE = ['--packs', '--baseline', '--format'] as const;

const isOneOf = <T extends string>(names: readonly T[], name: string): name is T => names.includes(name as T);

export function parseGuardArguments(args: readonly string[]): GuardArguments {
  const lists: Record<(typeof MANY)[number], string[]> = { '--rules': [], '--exceptions': [] };
  const values: Partial<Record<(typeof ONE)[number], string>> = {};
  const queue = args.flatMap((arg) => {
    const at = arg.startsWith('--') ? arg.indexOf('=') : -1;
    return at === -1 ? [arg] : [arg.slice(0, at), arg.slice(at + 1)];
  });
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    if (name === '--help' || name === '-h') return { help: true };
    if (!isOneOf(MANY, name) && !isOneOf(ONE, name)) return { mistake: `Unknown option ${name}` };
    const value = queue.shift();
    if (value === undefined || value === '' || value.startsWith('--')) return { mistake: `${name} needs a value` };
    if (isOneOf(MANY, name)) lists[name].push(value);
    else if (values[name] === undefined) values[name] = value;
    else return { mistake: `${name} is given twice` };
  }
  if (lists['--rules'].length === 0) return { mistake: '--rules is missing' };
  const wanted = values['--format'] ?? FORMATS[0];
  const format = FORMATS.find((known) => known === wanted);
  if (format === undefined) return { mistake: `--format needs one of ${FORMATS.join(', ')}, not "${wanted}"` };
  const { '--packs': packs, '--baseline': baseline } = values;
  return { run: { rules: lists['--rules'], exceptions: lists['--exceptions'], packs, baseline, format } };
}

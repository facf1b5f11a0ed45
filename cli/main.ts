/** The commands of `detection-workbench`. */
import { PLUGIN_VERSION } from '../server/version';
import { guard, EXIT, type Surroundings } from './guard';

export const HELP = `Detection Workbench on the command line.

Usage: detection-workbench COMMAND [options]

  guard        judge exported rules and exceptions against the attacks that they must catch
  --help       show this text
  --version    show the version

The workbench itself is started with npm start.
`;

/** @returns the exit code */
export async function main(args: readonly string[], around: Surroundings): Promise<number> {
  const [command, ...rest] = args;
  if (command === 'guard') return guard(rest, around);
  if (command === '--version') {
    around.out(`${PLUGIN_VERSION}\n`);
    return EXIT.clean;
  }
  if (command === '--help' || command === '-h') {
    around.out(HELP);
    return EXIT.clean;
  }
  around.err(command === undefined ? HELP : `Unknown command ${command}. See detection-workbench --help\n`);
  return EXIT.unusable;
}

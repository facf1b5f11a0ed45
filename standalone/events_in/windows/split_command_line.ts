/**
 * Splits a Windows command line into arguments by the rules of `CommandLineToArgvW`: blanks separate, quotes group,
 * 2n backslashes before a quote give n backslashes, one more makes the quote literal; backslashes elsewhere are plain.
 */
export function splitCommandLine(line: string): string[] {
  const args: string[] = [];
  let at = 0;
  while (at < line.length) {
    while (isBlank(line[at])) at += 1;
    if (at >= line.length) break;
    const [argument, next] = readArgument(line, at);
    args.push(argument);
    at = next;
  }
  return args;
}

function readArgument(line: string, start: number): [argument: string, next: number] {
  let argument = '';
  let quoted = false;
  let at = start;
  while (at < line.length && (quoted || !isBlank(line[at]))) {
    let backslashes = 0;
    while (line[at + backslashes] === '\\') backslashes += 1;
    const quoteFollows = line[at + backslashes] === '"';
    if (backslashes > 0 && !quoteFollows) {
      argument += '\\'.repeat(backslashes);
      at += backslashes;
    } else if (quoteFollows) {
      argument += '\\'.repeat(backslashes >> 1);
      at += backslashes + 1;
      if (backslashes % 2 === 1) {
        argument += '"';
      } else if (quoted && line[at] === '"') {
        argument += '"';
        at += 1;
      } else {
        quoted = !quoted;
      }
    } else {
      argument += line[at];
      at += 1;
    }
  }
  return [argument, at];
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

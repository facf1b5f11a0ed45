/** Expectations in the YAML that runners of Atomic Red Team read: one file per technique of the pack. */
import { stringify } from 'yaml';
import type { Expectation, Pack } from '../packs';
import type { ExportFile } from './types';

type Command = Expectation['commands'][number];

const executors = { powershell: 'powershell', cmd: 'command_prompt', sh: 'sh' } as const;

/** Shorter defaults, such as `443` or `10`, also occur in a command with another meaning. */
const SHORTEST_ARGUMENT = 6;

/** Commands are written with their defaults in place; where one can be told apart, it becomes the argument `#{name}`. */
function withInputs(text: string, inputs: Expectation['inputs']): string {
  const arguable = inputs.filter((input) => input.default.length >= SHORTEST_ARGUMENT);
  const longestFirst = [...arguable].sort((a, b) => b.default.length - a.default.length);
  return longestFirst.reduce((command, { name, default: value }) => command.replaceAll(value, `#{${name}}`), text);
}

/** The clean-up only fits the command that is run by the same interpreter. */
function cleanupOf(expectation: Expectation, { executor }: Command): string | undefined {
  const { cleanup } = expectation;
  return 'command' in cleanup && cleanup.command.executor === executor
    ? withInputs(cleanup.command.text, expectation.inputs)
    : undefined;
}

function atomicTest(expectation: Expectation, command: Command, several: boolean) {
  const text = withInputs(command.text, expectation.inputs);
  const cleanup = cleanupOf(expectation, command);
  const used = expectation.inputs.filter(({ name }) => `${text}${cleanup ?? ''}`.includes(`#{${name}}`));
  return {
    name: several ? `${expectation.title} (${command.platforms.join(', ')}, ${command.executor})` : expectation.title,
    description: [
      expectation.behaviour.trim(),
      ...expectation.prerequisites.map((prerequisite) => `Needs: ${prerequisite}`),
      ...(command.note ? [command.note] : []),
    ].join('\n'),
    supported_platforms: command.platforms,
    ...(used.length > 0
      ? {
          input_arguments: Object.fromEntries(
            used.map((input) => [input.name, { description: input.meaning, type: 'string', default: input.default }]),
          ),
        }
      : {}),
    executor: {
      name: executors[command.executor],
      elevation_required: expectation.privileges === 'elevated',
      command: text,
      ...(cleanup ? { cleanup_command: cleanup } : {}),
    },
  };
}

/** The commands of a pack's expectations as one file of atomic tests. Runners give tests without a GUID one themselves. */
export function atomicRedTeamFile(pack: Pack): ExportFile {
  const { id, name } = pack.manifest.technique;
  const file = {
    attack_technique: id,
    display_name: name,
    atomic_tests: pack.expectations.flatMap((expectation) =>
      expectation.commands.map((command) => atomicTest(expectation, command, expectation.commands.length > 1)),
    ),
  };
  return {
    name: `${id}.yaml`,
    mediaType: 'application/yaml',
    text: stringify(file, { lineWidth: 0, aliasDuplicateObjects: false }),
  };
}

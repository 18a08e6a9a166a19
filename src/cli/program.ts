import { Command as Definition, CommanderError } from 'commander';
import { startProblem } from '../start-problem.ts';
import { UsageError, type Command, type ExitCode } from './command.ts';
import type { Terminal } from './terminal.ts';

/** A command line that was understood. */
export interface Asked {
  readonly command: Command;
  readonly given: Readonly<Record<string, unknown>>;
  /** Meant for the demo, although a real bot is set. */
  readonly demo: boolean;
}

/**
 * Reads the words of a command line and runs what they ask for. Everything that people can do wrong ends with a
 * sentence and exit code 2, everything that is refused or fails with 1.
 */
export async function runLine(
  words: readonly string[],
  commands: readonly Command[],
  terminal: Terminal,
  perform: (asked: Asked) => Promise<ExitCode>,
): Promise<ExitCode> {
  let asked: Asked | undefined;
  const program = define(commands, terminal, (it) => {
    asked = it;
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.code === 'commander.helpDisplayed' ? 0 : 2;
  }
  if (asked === undefined) return 2;
  try {
    return await perform(asked);
  } catch (error) {
    terminal.warn(startProblem(error) ?? 'The command failed');
    return error instanceof UsageError ? 2 : 1;
  }
}

function define(
  commands: readonly Command[],
  terminal: Terminal,
  onAsked: (asked: Asked) => void,
): Definition {
  const lines = (say: (line: string) => void) => (text: string) => say(text.replace(/\n$/, ''));
  const output = { writeOut: lines(terminal.say), writeErr: lines(terminal.warn) };
  const dressed = (definition: Definition): Definition =>
    definition.exitOverride().configureOutput(output).helpOption('-h, --help', 'show this help');
  const program = dressed(new Definition('npm run cli --')).description(
    'The services of the bot without Telegram. Ends with 0 when done, 1 when refused or failed, 2 for wrong usage.',
  );
  const groups = new Map<string, Definition>();
  for (const command of commands) {
    const [first = '', second] = command.name.split(' ');
    let parent = program;
    if (second !== undefined) {
      const group = groups.get(first) ?? dressed(program.command(first)).description(groupSummary(first));
      groups.set(first, group);
      parent = group;
    }
    const definition = dressed(parent.command(second ?? first))
      .description(command.summary)
      .option('--demo', 'work on the demo, also when a real bot is set');
    // "backup" is a command and the group of "backup verify".
    if (second === undefined) groups.set(first, definition);
    command.describe(definition);
    definition.action(() => {
      const { demo, ...options } = definition.opts();
      const args = definition.registeredArguments.flatMap((argument, index) => {
        const value: unknown = definition.processedArgs[index];
        return [
          [argument.name(), value],
          [`<${argument.name()}>`, true],
        ];
      });
      onAsked({
        command,
        given: { ...options, ...Object.fromEntries(args) },
        demo: demo === true,
      });
    });
  }
  return program;
}

const groupSummary = (name: string): string => `commands about ${name}; see: ${name} --help`;

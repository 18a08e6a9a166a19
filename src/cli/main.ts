import { loadEnvFile } from '../env-file.ts';
import { runCommand } from './run-command.ts';
import { processTerminal } from './terminal.ts';

loadEnvFile();
const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => stopped.abort(new Error('stopped')));

process.exitCode = await runCommand(process.argv.slice(2), process.env, processTerminal(), stopped.signal);

import { connect } from 'node:net';
import { controlPath, lineCutter, reply, type Request } from './control.ts';
import type { ExitCode } from './command.ts';
import type { Progress, Terminal } from './terminal.ts';
import { codecs } from '../services/core/codecs.ts';

/**
 * Lets the bot that runs on the embedded database in `folder` do a command, and shows what it says. Undefined: no
 * bot runs there. When `signal` fires, the bot is left alone with it, and ends the command.
 */
export function runThroughBot(
  folder: string,
  asked: Request,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode | undefined> {
  return new Promise((resolve) => {
    const socket = connect(controlPath(folder));
    socket.setEncoding('utf8');
    const bars = new Map<number, Progress>();
    const cut = lineCutter();
    let code: ExitCode | undefined;
    let connected = false;
    const leave = (): void => {
      socket.destroy();
    };
    signal.addEventListener('abort', leave, { once: true });
    socket.on('connect', () => {
      connected = true;
      socket.write(`${JSON.stringify(asked)}\n`);
    });
    socket.on('data', (chunk: string) => {
      for (const line of cut(chunk) ?? []) code = show(line, terminal, bars) ?? code;
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      signal.removeEventListener('abort', leave);
      for (const bar of bars.values()) bar.end();
      if (!connected) return resolve(undefined);
      if (code === undefined)
        terminal.warn(
          signal.aborted ? 'stopped' : 'the bot ended before the command was done; look at its log',
        );
      resolve(code ?? 1);
    });
  });
}

function show(line: string, terminal: Terminal, bars: Map<number, Progress>): ExitCode | undefined {
  const it = codecs.json(reply).decode(line);
  if ('end' in it) return it.end;
  if ('say' in it) terminal.say(it.say);
  else if ('warn' in it) terminal.warn(it.warn);
  else if ('begin' in it) bars.set(it.begin, terminal.progress(it.what));
  else if ('bar' in it) bars.get(it.bar)?.update(it.done, it.total);
  else {
    bars.get(it.stop)?.end();
    bars.delete(it.stop);
  }
  return undefined;
}

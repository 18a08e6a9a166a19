import { chmod, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { isAbsolute, resolve } from 'node:path';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import type { Services } from '../services/core/services.ts';
import { controlPath, lineCutter, request, type Reply, type Request } from './control.ts';
import type { Command, ExitCode, OpenRoom, Room } from './command.ts';
import { commands } from './index.ts';
import { runLine } from './program.ts';
import type { Terminal } from './terminal.ts';
import { codecs, tryDecode } from '../services/core/codecs.ts';

export interface ControlServer {
  /** Ends the commands that run and takes the socket away. */
  close(): Promise<void>;
}

export interface ControlOptions {
  /** Folder of the embedded database, locked by this process. */
  readonly folder: string;
  readonly config: Config;
  readonly room: OpenRoom;
  readonly log: Log;
  readonly commands?: readonly Command[];
}

/**
 * Lets the command line work through the process that owns the embedded database. Only the same user of the machine
 * may connect (mode 0600): whoever can, could read the folder too.
 */
export async function serveCommands(options: ControlOptions): Promise<ControlServer> {
  const path = controlPath(options.folder);
  const open = new Map<Socket, AbortController>();
  const running = new Set<Promise<void>>();
  const server = createServer((socket) => {
    const gone = new AbortController();
    open.set(socket, gone);
    socket.setEncoding('utf8');
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      open.delete(socket);
      gone.abort(new Error('the person has gone away'));
    });
    const cut = lineCutter();
    let begun = false;
    socket.on('data', (chunk: string) => {
      const lines = cut(chunk);
      if (lines === undefined) return void socket.destroy();
      const [first] = lines;
      if (first === undefined || begun) return;
      begun = true;
      const work = answer(socket, first, options, gone.signal).catch((error: unknown) => {
        options.log.error({ error }, 'A command through the socket failed');
        socket.destroy();
      });
      running.add(work);
      void work.finally(() => running.delete(work));
    });
  });
  server.unref();
  // The folder is locked: what lies there was left by a process that died.
  if (process.platform !== 'win32') await rm(path, { force: true });
  const before = process.umask(0o177);
  try {
    await new Promise<void>((done, failed) => {
      server.once('error', failed);
      server.listen(path, done);
    });
  } finally {
    process.umask(before);
  }
  if (process.platform !== 'win32') await chmod(path, 0o600);
  return {
    async close() {
      const closed = new Promise<void>((done) => {
        server.close(() => done());
      });
      for (const [socket, gone] of open) {
        gone.abort(new Error('the bot stops'));
        socket.destroy();
      }
      await Promise.all(running);
      await closed;
      if (process.platform !== 'win32') await rm(path, { force: true });
    },
  };
}

async function answer(
  socket: Socket,
  text: string,
  options: ControlOptions,
  signal: AbortSignal,
): Promise<void> {
  const send = (it: Reply): void => {
    if (!socket.destroyed) socket.write(`${JSON.stringify(it)}\n`);
  };
  const asked = readRequest(text);
  if (asked === undefined) {
    send({ warn: 'the bot does not understand this command line; is it of the same version?' });
    socket.end(`${JSON.stringify({ end: 1 } satisfies Reply)}\n`);
    return;
  }
  const terminal = remoteTerminal(send);
  const room: Room = {
    ...terminal,
    config: options.config,
    insideBot: true,
    path: (given) => (isAbsolute(given) ? given : resolve(asked.cwd, given)),
    signal,
    open: () => Promise.resolve(options.room),
    openAlone: () => Promise.reject(new Error('the running bot has the database; stop the bot first')),
    servicesOver: (prisma) => Promise.resolve({ ...options.room.services, db: prisma } satisfies Services),
  };
  const code: ExitCode = await runLine(asked.words, options.commands ?? commands, terminal, (it) =>
    it.command.needs === 'database alone' ? room.openAlone().then(() => 1) : it.command.run(room, it.given),
  );
  socket.end(`${JSON.stringify({ end: code } satisfies Reply)}\n`);
}

const readRequest = (text: string): Request | undefined => tryDecode(codecs.json(request), text);

function remoteTerminal(send: (it: Reply) => void): Terminal {
  let bars = 0;
  return {
    say: (line) => send({ say: line }),
    warn: (line) => send({ warn: line }),
    progress(what) {
      const bar = ++bars;
      send({ begin: bar, what });
      return {
        update: (done, total) => send({ bar, done, total }),
        end: () => send({ stop: bar }),
      };
    },
  };
}

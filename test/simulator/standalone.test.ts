import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';

async function startProcess(dataDir: string): Promise<{
  apiRoot: string;
  token: string;
  kill: (signal: 'SIGKILL' | 'SIGTERM') => Promise<number | null>;
}> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'src/simulator/standalone.ts', '--data-dir', dataDir, '--people', '1', '--no-limits'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const lines = createInterface({ input: child.stdout });
  const line = await new Promise<string>((resolve) => lines.once('line', resolve));
  const about: unknown = JSON.parse(line);
  if (typeof about !== 'object' || about === null) throw new Error(line);
  return {
    apiRoot: String(Reflect.get(about, 'apiRoot')),
    token: String(Reflect.get(about, 'token')),
    kill: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

it('runs as a process of its own, survives kill -9 with what was answered, and ends on SIGTERM', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'simulator-'));
  const first = await startProcess(dataDir);
  const act = await fetch(`${first.apiRoot}/sim/act`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person: 1, do: 'start' }),
  });
  expect(act.status).toBe(200);
  const sent = await fetch(`${first.apiRoot}/bot${first.token}/sendMessage?chat_id=1&text=halo`);
  expect(await sent.json()).toMatchObject({ ok: true, result: { message_id: 2 } });
  // One more answer, so that the turn which wrote the message is over.
  await (await fetch(`${first.apiRoot}/bot${first.token}/getMe`)).json();
  await first.kill('SIGKILL');
  const second = await startProcess(dataDir);
  const next = await fetch(`${second.apiRoot}/bot${second.token}/sendMessage?chat_id=1&text=lagi`);
  expect(await next.json()).toMatchObject({ ok: true, result: { message_id: 3 } });
  expect(await second.kill('SIGTERM')).toBe(0);
  await rm(dataDir, { recursive: true });
});

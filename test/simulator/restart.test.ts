import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';
import { clientOf, numberIn, textIn, type Answer } from './client.ts';

let dataDir: string;
let simulator: Simulator;
let call: (method: string, parameters?: object) => Promise<Answer>;
let root: string;
let now = Date.UTC(2026, 10, 2);

async function open(): Promise<void> {
  simulator = createSimulator({ dataDir, limits: false, now: () => now });
  const started = await simulator.start();
  root = started.apiRoot;
  call = clientOf(simulator, started);
}

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'simulator-'));
  await open();
});

afterEach(async () => {
  await simulator.stop();
  await rm(dataDir, { recursive: true });
});

it('a restart keeps people, chats, keyboards, files, commands, numbers and pending updates', async () => {
  const siti = simulator.createPerson({ id: 1, firstName: 'Siti', note: 'pemilik' });
  siti.start();
  siti.sendPhoto({ caption: 'foto' });
  await call('sendMessage', { chat_id: 1, text: 'hilang' });
  await call('deleteMessage', { chat_id: 1, message_id: siti.lastMessage?.message_id });
  await call('sendMessage', { chat_id: 1, text: 'lama', reply_markup: { keyboard: [['A']] } });
  await call('setMyCommands', { commands: [{ command: 'menu', description: 'Menu' }] });
  await call('setWebhook', { url: 'https://example.com/' });
  const lastId = siti.lastMessage?.message_id ?? 0;
  const file = siti.log.find((message) => message.photo !== undefined)?.photo?.at(-1)?.file_id;
  await simulator.stop();
  await open();
  const again = simulator.person(1);
  expect(again.log.map((message) => message.text ?? message.caption)).toEqual(['/start', 'foto', 'lama']);
  expect(again.keyboardButtons).toEqual([{ text: 'A' }]);
  expect(again.row.note).toBe('pemilik');
  expect((await call('getMyCommands')).result).toHaveLength(1);
  expect((await call('getWebhookInfo')).result).toMatchObject({
    url: 'https://example.com/',
    pending_update_count: 2,
  });
  const path = textIn(await call('getFile', { file_id: file }), 'file_path');
  expect((await fetch(`${root}/file/bot${simulator.token}/${path}`)).status).toBe(200);
  expect(numberIn(await call('sendMessage', { chat_id: 1, text: 'baru' }), 'message_id')).toBe(lastId + 1);
  const update = again.sendText('x').update?.update_id ?? 0;
  await call('deleteWebhook');
  const { result } = await call('getUpdates');
  expect(result).toMatchObject([{ update_id: update - 2 }, { update_id: update - 1 }, { update_id: update }]);
});

it('numbers go on after the newest message was deleted', async () => {
  simulator.createPerson({ id: 1, firstName: 'Siti' }).start();
  const gone = numberIn(await call('sendMessage', { chat_id: 1, text: 'x' }), 'message_id');
  await call('deleteMessage', { chat_id: 1, message_id: gone });
  await simulator.stop();
  await open();
  expect(numberIn(await call('sendMessage', { chat_id: 1, text: 'y' }), 'message_id')).toBe(gone + 1);
});

it('a torn last line costs nothing but itself', async () => {
  simulator.createPerson({ id: 1, firstName: 'Siti' }).start();
  await simulator.stop();
  await appendFile(join(dataDir, 'state.jsonl'), '["messages",2,{"message":{"message_id":2,"te');
  await open();
  expect(simulator.person(1).log).toHaveLength(1);
  expect(await readFile(join(dataDir, 'state.jsonl'), 'utf8')).not.toContain('"te\n');
});

it('updates that nobody fetched for 24 hours are gone', async () => {
  const siti = simulator.createPerson({ id: 1, firstName: 'Siti' });
  siti.sendText('kemarin');
  now += 23 * 3_600_000;
  siti.sendText('hari ini');
  await simulator.stop();
  now += 2 * 3_600_000;
  await open();
  expect(simulator.pendingUpdates).toBe(1);
});

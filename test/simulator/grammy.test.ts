import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulator, type Person, type Simulator } from '../../src/simulator/simulator.ts';
import { createEchoBot, startPolling } from './echo-bot.ts';

describe('a grammY bot on long polling', () => {
  let simulator: Simulator;
  let siti: Person;
  let stopBot: () => Promise<void>;

  beforeEach(async () => {
    simulator = createSimulator();
    const { apiRoot } = await simulator.start();
    siti = simulator.createPerson({ id: 1001, firstName: 'Siti', username: 'siti' });
    stopBot = startPolling(createEchoBot(simulator.token, apiRoot));
  });

  afterEach(async () => {
    await stopBot();
    await simulator.stop();
  });

  it('answers /start with its payload, HTML as entities and buttons', async () => {
    siti.start('ABC');
    const message = await siti.nextMessage();
    expect(message.text).toBe('Selamat datang, Siti. Kode: ABC');
    expect(message.entities).toEqual([{ type: 'bold', offset: 16, length: 4 }]);
    expect(siti.inlineButtons.map((shown) => shown.text)).toEqual(['Satu', 'Dua', 'Ubah']);
  });

  it('answers presses with toasts and alerts, and edits its message', async () => {
    siti.start();
    await siti.nextMessage();
    siti.tap('Satu');
    expect(await siti.nextToast()).toMatchObject({ text: 'Satu ditekan', alert: false });
    siti.tap(/^Dua/);
    expect(await siti.nextToast()).toMatchObject({ text: 'Dua ditekan', alert: true });
    siti.tap('Ubah');
    const edited = await siti.nextEdit('diubah');
    expect(edited.reply_markup).toBeUndefined();
    expect(await siti.nextToast()).toMatchObject({ text: '' });
    expect(siti.lastMessage?.text).toBe('Sudah diubah.');
  });

  it('gets the own contact through the reply keyboard, which then goes away', async () => {
    siti.start();
    siti.sendText('/nomor');
    await siti.nextMessage('Nomor HP');
    expect(siti.keyboard?.keyboard).toHaveLength(2);
    siti.tap('Kirim nomor HP ini');
    await siti.nextMessage('milik sendiri');
    expect(siti.keyboard).toBeUndefined();
    siti.sendContact({ phone_number: '+62811', first_name: 'Budi', user_id: 77 });
    await siti.nextMessage('milik orang lain');
  });

  it('hears edits and deletes a photo of the person', async () => {
    await siti.ask('tiga');
    siti.edit('empat');
    await siti.nextMessage('Diubah menjadi: empat');
    const { message } = siti.sendPhoto();
    expect(await siti.nextDeletion()).toEqual([message.message_id]);
    expect(siti.log.some((m) => m.message_id === message.message_id)).toBe(false);
  });

  it('leaves no violations behind', async () => {
    await siti.ask('/start');
    await simulator.whenPolling();
    expect(simulator.violations).toEqual([]);
  });
});

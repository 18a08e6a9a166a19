import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findDraft } from '../../../src/services/core/drafts.ts';
import { openOffice, registrationSteps, type Office, type Owner } from '../../support/office.ts';

describe('in the middle of a form', () => {
  let office: Office;
  let siti: Owner;
  let question: string;

  beforeAll(async () => {
    office = await openOffice();
    siti = office.owner();
    await siti.walk(...registrationSteps.slice(0, 8));
    question = siti.last;
  });
  afterAll(() => office.close());

  const answers = async (): Promise<string | undefined> => {
    const it = await office.database.prisma.draft.findFirstOrThrow({ where: { status: 'open' } });
    const payload = (await findDraft(office.services, it.accountId, it.form))?.payload;
    return payload === undefined ? undefined : JSON.stringify(JSON.parse(payload).answers);
  };
  const inject = async (message: object): Promise<readonly string[]> => {
    const { id, first_name } = siti.person.user;
    const date = Math.floor(office.clock.now().getTime() / 1000);
    const frame = {
      message_id: 900_000,
      date,
      chat: { id, type: 'private', first_name },
      from: siti.person.user,
    };
    return siti.act(() => office.simulator.inject({ ...wrapped({ ...frame, ...message }) }));
  };
  const wrapped = (message: object): object =>
    'edit_date' in message ? { edited_message: message } : { message };

  it.each(['/batalkan', '/Simpan ini', '/ ya', '/usaha_baru@lain_bot', '／toko'])(
    '"%s" is no answer: it is said so, and the question comes again',
    async (text) => {
      const before = await answers();
      const texts = await siti.say(text);
      expect(texts[0]).toMatch(/^Perintah \/\S+ tidak saya kenal/);
      expect(texts.at(-1)).toBe(question);
      expect(await answers()).toBe(before);
    },
  );

  it('a slash word put into an old message is no answer either', async () => {
    const before = await answers();
    const texts = await siti.act((person) => person.edit('/hmm'));
    expect(texts[0]).toMatch(/^Perintah \/hmm tidak saya kenal/);
    expect(await answers()).toBe(before);
  });

  it.each([
    ['a pinned message', { pinned_message: { message_id: 1, date: 0, chat: { id: 1, type: 'private' } } }],
    [
      'a timer that deletes messages',
      { message_auto_delete_timer_changed: { message_auto_delete_time: 86_400 } },
    ],
    ['a new background', { chat_background_set: { type: { type: 'chat_theme', theme_name: 'x' } } }],
    ['an allowance to write', { write_access_allowed: { from_request: true } }],
    [
      'a movement of a live location',
      { edit_date: 1, location: { latitude: -7.1, longitude: 112.6, live_period: 900 } },
    ],
    ['the end of a live location', { edit_date: 1, location: { latitude: -7.1, longitude: 112.6 } }],
  ])('%s is met with silence, and the form stays', async (_what, message) => {
    const before = await answers();
    expect(await inject(message)).toEqual([]);
    expect(await answers()).toBe(before);
  });

  it('/batal leaves the form, says so, and keeps what was answered; without a form it says that, too', async () => {
    const before = await answers();
    const texts = await siti.say('/batal');
    expect(texts).toEqual(['Baik, jawaban Bapak/Ibu tersimpan. Bisa dilanjutkan kapan saja lewat /menu.']);
    expect(siti.buttons).toEqual(['Lanjut pendaftaran', 'Menu']);
    expect(await answers()).toBe(before);
    expect((await siti.say('/BATAL'))[0]).toContain('Tidak ada yang sedang diisi');
    await siti.tap('Lanjut pendaftaran');
    expect(siti.last).toBe(question);
    // A question to the office is nothing that is gone on with.
    await siti.say('/tanya');
    expect(await siti.say('/batal')).toEqual(['Baik, Bapak/Ibu. Tidak jadi, dan tidak ada yang dikirim.']);
  });

  it('a movement of a live location is met with silence also where no form is open', async () => {
    expect(await inject({ edit_date: 1, location: { latitude: -7.1, longitude: 112.6 } })).toEqual([]);
  });
});

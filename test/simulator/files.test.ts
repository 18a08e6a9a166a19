import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { samplePicture } from '../../src/simulator/people/samples.ts';
import { createSimulator, type Person, type Simulator, type Started } from '../../src/simulator/simulator.ts';
import { clientOf, readAnswer, textIn, type Answer } from './client.ts';

let simulator: Simulator;
let started: Started;
let siti: Person;
let call: (method: string, parameters?: object) => Promise<Answer>;

beforeEach(async () => {
  simulator = createSimulator({ limits: false });
  started = await simulator.start();
  call = clientOf(simulator, started);
  siti = simulator.createPerson({ id: 1, firstName: 'Siti' });
  siti.start();
});

afterEach(() => simulator.stop());

async function upload(
  method: string,
  fields: Readonly<Record<string, string>>,
  files: Readonly<Record<string, [Buffer, string]>>,
): Promise<Answer> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ chat_id: '1', ...fields })) form.set(name, value);
  for (const [name, [data, filename]] of Object.entries(files))
    form.set(name, new Blob([new Uint8Array(data)]), filename);
  return readAnswer(
    await fetch(`${started.apiRoot}/bot${simulator.token}/${method}`, { method: 'POST', body: form }),
  );
}

const picture = samplePicture();

describe('files', () => {
  it('have ids of which none reads like the small size of another', () => {
    for (let sent = 0; sent < 20; sent++) siti.sendDocument(`${sent}.pdf`, `${sent}`);
    const ids = siti.log.flatMap((message) => message.document?.file_id ?? []);
    expect(ids.length).toBeGreaterThanOrEqual(20);
    for (const id of ids) expect(id).toMatch(/^[A-Z]+[\da-f]{48}$/);
  });

  it('are uploaded, sent again by file_id, and downloaded byte by byte', async () => {
    const sent = await upload(
      'sendPhoto',
      { caption: '<i>foto</i>', parse_mode: 'HTML' },
      { photo: [picture, 'a.png'] },
    );
    expect(sent.result).toMatchObject({
      caption: 'foto',
      photo: [
        { width: 90, height: 56 },
        { width: 320, height: 200, file_size: picture.length },
      ],
    });
    const id = siti.lastMessage?.photo?.at(-1)?.file_id;
    expect((await call('sendPhoto', { chat_id: 1, photo: id })).ok).toBe(true);
    expect((await call('sendDocument', { chat_id: 1, document: id })).description).toBe(
      "Bad Request: can't use file of type Photo as Document",
    );
    const path = textIn(await call('getFile', { file_id: id }), 'file_path');
    const download = await fetch(`${started.apiRoot}/file/bot${simulator.token}/${path}`);
    expect(Buffer.from(await download.arrayBuffer()).equals(picture)).toBe(true);
  });

  it('keep their names, are attached by reference, and make albums', async () => {
    await upload(
      'sendDocument',
      { document: 'attach://datei' },
      { datei: [Buffer.from('isi'), 'Rekap Bu Siti – Okt.pdf'] },
    );
    expect(siti.lastMessage?.document).toMatchObject({ file_name: 'Rekap Bu Siti – Okt.pdf', file_size: 3 });
    const media = [
      { type: 'photo', media: 'attach://a', caption: 'Dua foto' },
      { type: 'photo', media: 'attach://b' },
    ];
    await upload(
      'sendMediaGroup',
      { media: JSON.stringify(media) },
      { a: [picture, 'a.png'], b: [samplePicture(100, 100), 'b.png'] },
    );
    const [first, second] = siti.messages.slice(-2);
    expect(first?.caption).toBe('Dua foto');
    expect(first?.media_group_id).toBe(second?.media_group_id);
  });

  it('replace each other in editMessageMedia', async () => {
    await upload('sendPhoto', {}, { photo: [picture, 'a.png'] });
    const id = String(siti.lastMessage?.message_id);
    const media = JSON.stringify({ type: 'photo', media: 'attach://b', caption: 'baru' });
    await upload('editMessageMedia', { message_id: id, media }, { b: [samplePicture(50, 40), 'b.png'] });
    expect(siti.lastMessage).toMatchObject({ caption: 'baru', photo: [{ width: 50, height: 40 }] });
  });

  it('that are no picture, too big or empty are refused', async () => {
    const text = Buffer.from('bukan gambar');
    expect((await upload('sendPhoto', {}, { photo: [text, 'a.png'] })).description).toBe(
      'Bad Request: IMAGE_PROCESS_FAILED',
    );
    expect((await upload('sendDocument', {}, { document: [Buffer.alloc(0), 'a.txt'] })).description).toBe(
      'Bad Request: file must be non-empty',
    );
    const big = Buffer.concat([picture, Buffer.alloc(10 * 1024 * 1024)]);
    expect((await upload('sendPhoto', {}, { photo: [big, 'a.png'] })).description).toBe(
      `Bad Request: file of size ${big.length} bytes is too big for a photo; the maximum size is 10485760 bytes`,
    );
    const huge = Buffer.alloc(50 * 1024 * 1024 + 1);
    expect(await upload('sendDocument', {}, { document: [huge, 'a.bin'] })).toMatchObject({
      status: 413,
      description: 'Request Entity Too Large',
    });
  });

  it('of a person above 20 MB cannot be fetched', async () => {
    const { message } = siti.sendDocument('besar.xlsx', '', { pretendSize: 21 * 1024 * 1024 });
    expect((await call('getFile', { file_id: message.document?.file_id })).description).toBe(
      'Bad Request: file is too big',
    );
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DraftState, Place } from '../../../src/bot/conversations/engine/draft.ts';
import type { Step } from '../../../src/bot/conversations/engine/position.ts';
import { answerOwner } from '../../../src/services/cases/case-answers.ts';
import { openCase } from '../../../src/services/cases/cases.ts';
import { atomically } from '../../../src/services/core/services.ts';
import { HOUR } from '../../support/clock.ts';
import { loadedForms, standing, type LoadedForm } from '../../support/forms.ts';
import { share } from '../../support/long.ts';
import { officer } from '../../support/members.ts';
import { openOffice, registeredOwner, type Office, type Owner } from '../../support/office.ts';

/** Where somebody stands who writes: the menu, four places of forms, and a case to which an officer has just written. */
const places = ['menu', 'name', 'sales', 'review', 'news', 'case'] as const;
type At = (typeof places)[number];
type Row = Readonly<Record<At, string>>;

/** The same everywhere, but for what is named. */
const everywhere = (what: string, but: Partial<Row> = {}): Row => ({
  menu: what,
  name: what,
  sales: what,
  review: what,
  news: what,
  case: what,
  ...but,
});
/** An aim: its page outside of forms, an offer inside, at once from the short news question. */
const aim = (page: string, offer: string, but: Partial<Row> = {}): Row =>
  everywhere(`offer ${offer}`, { menu: page, case: page, news: 'passed', ...but });
/** What is answered inside a form, without leaving it. */
const told = (page: string, but: Partial<Row> = {}): Row => everywhere(page, { news: 'passed', ...but });
/** What only somebody who has registered can do is for later in the registration. */
const later = { name: 'later', review: 'later' };
const thanked = { case: 'thanks kept' };
const yes = everywhere('ok', { review: 'submit', news: 'hint' });
const no = { name: 'leave?', sales: 'leave?', review: 'change', news: 'discarded', case: 'to officer?' };
const notNow = { name: 'person', sales: 'person', review: 'left', news: 'discarded', case: 'to officer?' };
const stop = everywhere('left', { menu: 'no', news: 'discarded', case: 'to officer?' });
const unclear = { menu: 'unclear', case: 'to officer?' };

const table: Readonly<Record<string, Row>> = {
  assalamualaikum: everywhere('salam'),
  'Ass wr wb': everywhere('salam'),
  'asalamualikum pak': everywhere('salam'),
  halo: everywhere('greeting'),
  'pagi bu': everywhere('greeting'),
  'kulo nuwun': everywhere('greeting'),
  p: everywhere('greeting'),
  makasih: everywhere('thanks', thanked),
  'matur nuwun': everywhere('thanks', thanked),
  'mkasih bu': everywhere('thanks', thanked),
  'terima kasih banyak bu ratna': everywhere('thanks', thanked),
  ok: yes,
  iya: yes,
  nggih: yes,
  'siap bu': yes,
  'ya sudah': { ...yes, review: 'press' },
  '🙏': everywhere('react'),
  '👍': everywhere('react', { review: 'press' }),
  tidak: { menu: 'no', ...no },
  'gak mau': { menu: 'no', ...no },
  mboten: { menu: 'no', ...no },
  'gak usah': { menu: 'no', ...no },
  'nanti saja': { menu: 'no', ...notNow },
  males: { menu: 'no', ...notNow },
  'sibuk bu': { menu: 'no', ...notNow },
  batal: { ...stop, menu: 'greeting', case: 'greeting' },
  'batal dulu': stop,
  'gak jadi': stop,
  stop: { ...stop, menu: 'stop', case: 'stop' },
  menu: everywhere('passed', { menu: 'greeting', case: 'greeting' }),
  mnu: everywhere('passed', { menu: 'greeting', case: 'greeting' }),
  'kapan ada pelatihan?': aim('trainings', 'trainings'),
  pelatian: aim('trainings', 'trainings'),
  'ikut pelatihan': aim('trainings', 'trainings'),
  'cara bikin NIB': told('nib'),
  'gawe NIB piye': told('nib'),
  'nib iku opo': told('nib'),
  'apa ini penipuan?': told('official'),
  'iki penipuan ta': told('official'),
  'kena pajak ga?': told('tax', { news: 'tax' }),
  'berapa biayanya?': told('cost'),
  'mbayar ta?': told('cost'),
  'siapa yang lihat data saya?': told('seen', { case: 'to officer?' }),
  'hp saya hilang': told('lost'),
  'boleh anak saya yang isi?': told('child', { case: 'to officer?' }),
  'apa gunanya?': told('use'),
  panduan: aim('guide', 'guide'),
  rekap: aim('reports', 'my-reports', later),
  'lihat laporan saya': aim('reports', 'my-reports', later),
  'mau lapor': aim('report', 'report', { ...later, sales: 'here' }),
  'lapor 2 jt': aim('report', 'report', { ...later, sales: 'asked back' }),
  laprn: aim('report', 'report', { ...later, sales: 'here' }),
  'syarat pinjaman': aim('partnership', 'partnership', later),
  'arep nyilih modal': aim('partnership', 'partnership', later),
  'ganti nomor hp': aim('data', 'data', later),
  'hapus data saya': aim('erase', 'erase'),
  'pengajuan saya sampai mana': aim('requests', 'my-requests', { case: 'to officer?' }),
  'nomor berapa saya?': aim('standing', 'standing'),
  'bahasa inggris': aim('language', 'language'),
  'mau daftar': aim('register', 'register', { name: 'here', review: 'here' }),
  'stop kabar': everywhere('passed', { menu: 'news stopped', case: 'news stopped' }),
  'mau komplain': aim('ask', 'ask'),
  mengadu: aim('ask', 'ask'),
  'lapor petugas nakal': aim('ask', 'ask'),
  'piye carane': aim('ask', 'ask'),
  'tanya petugas': everywhere('person', { menu: 'ask', case: 'ask' }),
  tolong: everywhere('person', { menu: 'ask', case: 'ask' }),
  bingung: everywhere('hint', { menu: 'ask', review: 'person', case: 'ask' }),
  'gak ngerti': everywhere('hint', { menu: 'ask', review: 'person', case: 'ask' }),
  lupa: everywhere('hint', { ...unclear, review: 'press' }),
  '???': everywhere('hint', { ...unclear, review: 'press' }),
  '2,5 jt': everywhere('hint', { ...unclear, menu: 'amount', sales: 'asked back', review: 'press' }),
  'yang hijau': everywhere('hint', { ...unclear, name: 'answer', review: 'press' }),
  'Siti Aminah': everywhere('hint', { ...unclear, name: 'answer', review: 'press' }),
};

/** What an answer outside of forms is, by its words. */
const answers: readonly (readonly [string, RegExp])[] = [
  ['thanks kept', /^Sama-sama, Bu\. Ucapan Ibu sudah dicatat/],
  ['salam', /^Waalaikumsalam, Bu Siti\./],
  ['greeting', /^Selamat (?:pagi|siang|sore|malam), Bu Siti\./],
  ['thanks', /^Sama-sama, Bu\.$/],
  ['ok', /^Baik, Bu\.$/],
  ['no', /^Tidak apa-apa, Bu\.$/],
  ['to officer?', /^Kirim ke petugas Ratna Wulandari\?$/],
  ['trainings', /^Saat ini belum ada pelatihan/],
  ['nib', /^NIB gratis/],
  ['official', /^Terima kasih, Ibu sudah berhati-hati/],
  ['cost', /^Gratis\./],
  ['seen', /^Petugas yang ditugaskan/],
  ['lost', /^Datanya tidak ikut hilang/],
  ['child', /^Boleh, asal angkanya/],
  ['use', /^Grafik penjualan sendiri/],
  ['guide', /^Panduan, dua halaman/],
  ['tax', /ini bukan laporan pajak/],
  ['reports', /^Belum ada laporan penjualan/],
  ['report', /^Langkah 1 dari 3\nPenjualan bulan apa|^Saya catat Rp2\.000\.000/],
  ['partnership', /^Langkah 1 dari 5\nApakah usaha ini cabang/],
  ['data', /^Bu Siti, ini data yang kami simpan/],
  ['erase', /^Semua data Ibu di layanan ini akan dihapus/],
  ['requests', /^Permintaan saya/],
  ['standing', /^Ibu belum mendaftar pelatihan/],
  ['language', /^Mau pakai bahasa apa/],
  ['register', /Usaha ini milik siapa\?/],
  ['news stopped', /^Baik, kabar pelatihan dihentikan/],
  ['stop', /^Apa yang mau dihentikan/],
  ['ask', /^Mau tanya apa, Bu\?/],
  ['amount', /^Kalau itu hasil penjualan, Bu, tulis: lapor 2,5 jt$/],
  ['unclear', /^Maaf, saya belum mengerti\./],
];

/** Inside a form, by what is said and where the form stands then. */
function classOf(before: DraftState, it: Step): string {
  if (it.react !== undefined) return 'react';
  if (it.passed === true) return 'passed';
  if (it.ending !== undefined) return it.ending;
  const { place } = it.state;
  const [said] = it.say.map((one) => ('key' in one ? one.key : ''));
  if (place.on === 'aside') return `offer ${place.aim}`;
  if (place.on === 'stuck' || place.on === 'help') return 'person';
  if (place.on === 'leave') return 'leave?';
  if (place.on === 'pick') return 'change';
  if (place.on === 'proposal') return 'asked back';
  if (it.state.answers !== before.answers) return 'answer';
  return said === undefined ? 'question' : (SENTENCES[said] ?? (it.prompt === 'buttons' ? 'hint' : said));
}

const SENTENCES: Readonly<Record<string, string>> = {
  'common.talk.salam': 'salam',
  'common.hello': 'greeting',
  'common.thanks': 'thanks',
  'common.talk.okOpen': 'ok',
  'common.talk.assent': 'press',
  'common.buttons': 'press',
  'common.aside.first': 'later',
  'common.aside.here': 'here',
  'common.tax': 'tax',
  'guide.a.cost': 'cost',
  'guide.a.seen': 'seen',
  'guide.a.lost': 'lost',
  'guide.a.child': 'child',
  'guide.a.use': 'use',
  'start.nib': 'nib',
  'start.official': 'official',
};

describe('what owners write, wherever they are', () => {
  let office: Office;
  let forms: readonly LoadedForm[];
  let siti: Owner;
  let caseId: number;
  let member: Parameters<typeof answerOwner>[1];

  beforeAll(async () => {
    office = await openOffice();
    forms = await loadedForms(office);
    ({ member } = await officer(office, { name: 'Ratna Wulandari', rights: [] }));
    siti = await registeredOwner(office);
    const { id: accountId, activePersonId } = await office.database.prisma.account.findUniqueOrThrow({
      where: { chatId: siti.person.id },
    });
    const opened = await atomically(office.database.prisma, office.services, (inside) =>
      openCase(inside, { kind: 'question', accountId, personId: activePersonId ?? undefined, text: 'Apa?' }),
    );
    caseId = opened.id;
  });
  afterAll(() => office.close());

  it('has more than sixty phrases, each with an answer at every place', () => {
    expect(Object.keys(table).length).toBeGreaterThan(61);
  });

  it('fits inside a form', () => {
    const named = (name: string): LoadedForm => {
      const found = forms.find((one) => one.form.name === name);
      if (found === undefined) throw new Error(`expected a form named ${name}`);
      return found;
    };
    const at = (key: string): Place => ({ on: 'question', key });
    const known = (value: unknown): DraftState['answers'][string] => ({
      value: typeof value === 'string' || typeof value === 'number' ? value : null,
      reader: 'x',
      at: '',
      ...(value === null ? { open: 'skipped' } : {}),
    });
    const register = named('register');
    const all = Object.fromEntries(register.form.questions.map(({ key }) => [key, known(null)]));
    const stands: readonly (readonly [At, LoadedForm, DraftState])[] = [
      ['name', register, standing(at('name'), { consent: known('agree') })],
      ['sales', named('report'), standing(at('sales'), { business: known(1), month: known('2026-10') })],
      ['review', register, standing({ on: 'review' }, all)],
      ['news', named('training-news'), standing(at('news'))],
    ];
    const found = Object.keys(table).map((text) => [
      text,
      Object.fromEntries(
        stands.map(([place, form, state]) => [place, classOf(state, form.type(state, text))]),
      ),
    ]);
    const meant = Object.entries(table).map(([text, { menu: _menu, case: _case, ...row }]) => [text, row]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(meant));
  });

  it.each(['Laporan saya', 'Permintaan saya', 'Data saya', 'Cek kemitraan', 'Lihat pelatihan', 'Menu'])(
    'is never an answer when it is the button of a page: %s',
    (label) => {
      const taken = forms
        .filter(({ form }) => form.duty === undefined)
        .flatMap(({ form, type }) =>
          form.questions
            .filter((it) => it.letter === undefined)
            .map(({ key }) => {
              const before = standing({ on: 'question', key });
              return `${form.name}.${key}: ${classOf(before, type(before, label))}`;
            }),
        )
        .filter((it) => /: (?:answer|asked back)$/.test(it));
      expect(taken).toEqual([]);
    },
  );

  async function heard(text: string): Promise<string> {
    const said = await siti.say(text);
    if (said.length === 0) return 'react';
    return answers.find(([, sign]) => said.some((it) => sign.test(it)))?.[0] ?? said.join('\n');
  }

  // In the long run each phrase at both; otherwise the one half at the menu, the other at the case.
  it.each([
    ['menu', 0],
    ['case', 1],
  ] as const)('fits at the %s', async (place, row) => {
    const rows = share(Object.entries(table), row, 2);
    const found: Record<string, string> = {};
    // Officers write in the daytime; words that soon follow others would go on with them.
    office.clock.set('2026-12-01T02:00:00Z');
    for (const [text] of rows) {
      office.clock.advance(place === 'case' ? HOUR / 30 : HOUR / 4);
      if (siti.last.length > 0) await siti.say('/batal');
      if (place === 'case') {
        await atomically(office.database.prisma, office.services, (inside) =>
          answerOwner(inside, member, caseId, { text: 'Sudah saya urus, Bu.', file: undefined }),
        );
        await office.idle();
      }
      found[text] = await heard(text);
    }
    expect(found).toEqual(Object.fromEntries(rows.map(([text, meant]) => [text, meant[place]])));
  });
});

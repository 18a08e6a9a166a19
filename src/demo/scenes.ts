/** The guided scenes of the page. A step is done when what it leads to is there, however it came about. */
import { addMonths, monthOf } from '../domain/month/month.ts';
import { line, type TextKey, type Texts } from '../i18n.ts';
import { todayOf, type Services } from '../services/core/services.ts';
import type { Scene } from '../simulator/simulator.ts';
import { ARIF, DEWI, FAMILY, HADI, RATNA, SITI, YUNI } from './demo-people.ts';

const TO = { language: 'id', salutation: undefined, shortName: undefined } as const;

/** The scenes with what is done of them now. */
export async function scenesNow(services: Services, texts: Texts): Promise<readonly Scene[]> {
  const { db } = services;
  /** A button as the bot writes it, so that no step names one that is not there. */
  const named = (key: TextKey): string => `"${texts.plain(line(key), TO)}"`;
  const of = (chatId: number) => ({ account: { chatId } });
  const at = (chatId: number) => ({ person: { accounts: { some: of(chatId) } } });
  const owned = (chatId: number) => ({ owner: { accounts: { some: of(chatId) } } });
  const sent = async (chatId: number, kind: string): Promise<boolean> =>
    (await db.outgoing.count({ where: { ...of(chatId), kind, status: 'sent' } })) > 0;

  const last = addMonths(monthOf(todayOf(services)), -1);
  const report = await db.salesReport.findFirst({
    where: { business: owned(SITI), month: last },
    select: { version: true },
  });
  const begun = await db.draft.groupBy({
    by: ['accountId'],
    where: { account: { chatId: { in: [SITI, YUNI, ARIF] } } },
  });
  const accounts = await db.account.findMany({
    where: { chatId: { in: [SITI, YUNI, ARIF] } },
    select: { id: true, chatId: true },
  });
  const hasBegun = (chatId: number): boolean =>
    accounts.some((it) => Number(it.chatId) === chatId && begun.some(({ accountId }) => accountId === it.id));
  const yuni = await db.business.findFirst({
    where: owned(YUNI),
    select: { verification: { select: { status: true } } },
  });
  const question = await db.case.findFirst({
    where: { ...of(HADI), kind: 'question' },
    orderBy: { id: 'desc' },
    select: { status: true, assignee: true, waitingFor: true },
  });
  const members = await db.member.findMany({ where: of(RATNA), select: { number: true } });
  const announced = await db.announcement.findFirst({
    where: { createdBy: { in: members.map((it) => it.number) } },
    orderBy: { id: 'desc' },
    select: {
      trainingId: true,
      deliveries: { where: { status: 'sent' }, select: { version: true }, take: 1 },
    },
  });
  const joined =
    announced?.trainingId !== undefined &&
    announced.trainingId !== null &&
    (await db.participant.count({ where: { trainingId: announced.trainingId } })) > 0;
  const coming = (await db.participant.count({ where: { ...at(HADI), confirmedAt: { not: null } } })) > 0;
  const left =
    (await db.participant.count({ where: { ...at(FAMILY), status: { in: ['left', 'declined'] } } })) > 0;

  return [
    {
      key: 'report',
      title: 'Bu Siti lapor',
      steps: [
        { text: 'Di HP Siti, tulis: lapor 3 jt', person: SITI, done: report !== null || hasBegun(SITI) },
        {
          text: `Cek angkanya, lalu tekan ${named('common.button.yes')}`,
          person: SITI,
          done: report !== null,
        },
        {
          text: 'Betulkan: tulis lapor 2,8 jt, lalu ganti yang lama',
          person: SITI,
          done: (report?.version ?? 0) > 1,
        },
      ],
    },
    {
      key: 'register',
      title: 'Yuni mendaftar',
      steps: [
        {
          text: `Di HP Yuni, tekan MULAI, lalu ${named('start.menu.register')}`,
          person: YUNI,
          done: yuni !== null || hasBegun(YUNI),
        },
        { text: 'Jawab pertanyaannya sampai terkirim', person: YUNI, done: yuni !== null },
        {
          text: `Di HP Ratna, tulis /petugas, lalu ${named('verification.menu')}`,
          person: RATNA,
          done: yuni !== null && yuni.verification?.status !== 'waiting',
        },
      ],
    },
    {
      key: 'ask',
      title: 'Pak Hadi bertanya',
      steps: [
        {
          text: `Di HP Hadi, tekan ${named('start.menu.ask')} dan tulis pertanyaan`,
          person: HADI,
          done: question !== null,
        },
        {
          text: `Di HP Ratna, tekan ${named('case.ring.take')}`,
          person: RATNA,
          done: question !== null && question.assignee !== null,
        },
        { text: 'Tulis jawabannya', person: RATNA, done: question?.waitingFor === 'owner' },
        {
          text: `Di HP Hadi, tekan ${named('case.owner.helped')}`,
          person: HADI,
          done: question?.status === 'closed',
        },
      ],
    },
    {
      key: 'announce',
      title: 'Ratna mengumumkan',
      steps: [
        {
          text: `Di HP Ratna, tulis /petugas, lalu ${named('announce.menu')}`,
          person: RATNA,
          done: announced !== null,
        },
        {
          text: 'Tunggu sampai terkirim. Malam hari? Majukan jam',
          stop: 'tomorrow',
          done: (announced?.deliveries.length ?? 0) > 0,
        },
        {
          text: `Di HP Siti, tekan ${named('broadcast.button.join')}`,
          person: SITI,
          done: joined,
        },
      ],
    },
    {
      key: 'tomorrow',
      title: 'Besok pukul 09.00',
      steps: [
        {
          text: 'Di HP Arif, mulai mendaftar, jawab satu pertanyaan, lalu berhenti',
          person: ARIF,
          done: hasBegun(ARIF),
        },
        { text: 'Majukan jam: Arif diingatkan', stop: 'tomorrow', done: await sent(ARIF, 'nudge') },
        {
          text: `Di HP Hadi, pelatihan tiga hari lagi: tekan ${named('training.reminder.come')}`,
          person: HADI,
          done: coming,
        },
        { text: 'Di HP Rohmah, batal ikut pelatihan kemasan', person: FAMILY, done: left },
        {
          text: 'Di HP Dewi, kursi itu ditawarkan',
          person: DEWI,
          done: await sent(DEWI, 'seat-offer'),
        },
      ],
    },
  ];
}

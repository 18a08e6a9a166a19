import type { Child } from 'hono/jsx';
import { formatPhone, maskPhone } from '../../domain/people/identity.ts';
import { whatsAppLink } from '../../domain/people/whatsapp.ts';
import { line } from '../../i18n.ts';
import { announcementWords } from '../../reports/announcement-lines.ts';
import {
  announcementFor,
  announcementTitle,
  type Announcement,
} from '../../services/announcements/announcements.ts';
import {
  noteByHandRead,
  peopleByHand,
  seenByHand,
  tickByHand,
  type SeenByHand,
} from '../../services/announcements/hand-deliveries.ts';
import { codecs } from '../../services/core/codecs.ts';
import { notePhoneRead } from '../../services/people/phone-looks.ts';
import { trainingById } from '../../services/trainings/trainings.ts';
import { Act } from '../page.tsx';
import { elsewhere, idIn, placeName, screen, type At } from '../screen.ts';
import { spanAt, Table, Turn } from '../table.tsx';

interface ByHandPage {
  readonly it: Announcement;
  readonly title: string;
  readonly people: readonly SeenByHand[];
  readonly count: { readonly all: number; readonly told: number; readonly joins: number };
  readonly page: number;
  readonly pages: number;
  /** What WhatsApp is opened with. */
  readonly words: string;
  /** The one whose number was asked for. */
  readonly asked: number | undefined;
}

const ticks = {
  told: { what: 'told', on: true },
  untold: { what: 'told', on: false },
  joins: { what: 'joins', on: true },
  unjoins: { what: 'joins', on: false },
} as const;
type Tick = keyof typeof ticks;
const isTick = (act: string): act is Tick => Object.hasOwn(ticks, act);

/** What came of a tick in the training where somebody is on its list now, or there is none. */
const noted: readonly (string | undefined)[] = [undefined, 'seated', 'waiting', 'already'];

/** *Tanpa Telegram*: who fits an announcement and is told by WhatsApp or telephone, with what came of it. */
export const announcementHand = screen<ByHandPage>({
  path: '/umumkan/:id/tanpa-telegram',
  duty: 'announce',
  async load(at) {
    const { services, member, url } = at;
    const id = idIn(at);
    const it = id === undefined ? undefined : await announcementFor(services, member, id);
    if (it === undefined) return undefined;
    const all = await peopleByHand(services, it);
    const { page, pages, slice } = spanAt(at, all.length);
    // Names are opened: the look stands in the audit log before it is shown.
    await at.note((inside) => noteByHandRead(inside, member, it));
    const people = await seenByHand(services, it, all.slice(slice.skip, slice.skip + slice.take));
    const asked = people.find(
      ({ personId, phone }) => phone !== undefined && url.searchParams.get('hp') === String(personId),
    )?.personId;
    if (asked !== undefined)
      await at.note((inside) => notePhoneRead(inside, member, { personId: asked }, 'announcement'));
    const training = it.trainingId === undefined ? undefined : await trainingById(services, it.trainingId);
    return {
      it,
      title: await announcementTitle(services, it),
      people,
      count: {
        all: all.length,
        told: all.filter(({ told }) => told !== undefined).length,
        joins: all.filter(({ joins }) => joins !== undefined).length,
      },
      page,
      pages,
      words: announcementWords(services, at.texts, at.to, it, training),
      asked,
    };
  },
  async act(at, sent) {
    const { services, member } = at;
    const { act } = sent;
    const id = idIn(at);
    const it = id === undefined ? undefined : await announcementFor(services, member, id);
    const personId = Number(sent.field('person') ?? '');
    if (it === undefined || !isTick(act) || !Number.isSafeInteger(personId)) return undefined;
    const came = await sent.once(
      `${act}:${personId}`,
      codecs.word(['noted', 'seatless', 'not-yours']),
      async (inside) => {
        const done = await tickByHand(inside, member, { announcementId: it.id, personId }, ticks[act]);
        if (done.kind === 'not-yours') return 'not-yours';
        return noted.includes(done.seat) ? 'noted' : 'seatless';
      },
    );
    if (came === 'not-yours') return undefined;
    const say = came === 'noted' ? 'ticked' : 'seatless';
    return { say, to: `${elsewhere(at, { kata: say })}#o${personId}` };
  },
  view: ({ it, title, people, count, page, pages, words, asked }, at) => ({
    title: line('desk.hand.title', { title }),
    body: (
      <>
        <p>
          <a href={`/umumkan/${it.id}`}>{at.text('desk.hand.back')}</a>
        </p>
        {people.length === 0 ? (
          <p>{at.text('broadcast.hand.none')}</p>
        ) : (
          <Table
            caption={at.say(
              line('desk.hand.order', {
                count: { count: count.all },
                told: { count: count.told },
                joins: { count: count.joins },
              }),
            )}
            rows={people}
            columns={[
              {
                head: at.text('desk.owner'),
                cell: (one) => <span id={`o${one.personId}`}>{one.name ?? '–'}</span>,
              },
              { head: at.text('desk.business'), cell: (one) => one.business ?? '–' },
              { head: at.text('desk.place'), cell: (one) => placeName(at, one.kecamatan) },
              {
                head: at.text('desk.phone'),
                cell: (one) => <Phone at={at} one={one} words={words} isAsked={one.personId === asked} />,
              },
              {
                head: at.text('desk.hand.told'),
                cell: (one) => <TickBox at={at} one={one} what="told" />,
              },
              {
                head: at.text('desk.hand.joins'),
                // Whoever has a seat is taken off the list of the training, where the others move up.
                cell: (one) =>
                  one.joins !== undefined && it.trainingId !== undefined ? (
                    at.text('broadcast.hand.joinsOn')
                  ) : (
                    <TickBox at={at} one={one} what="joins" />
                  ),
              },
            ]}
          />
        )}
        <Turn at={at} page={page} pages={pages} />
      </>
    ),
  }),
});

function Phone({
  at,
  one: { personId, name, phone },
  words,
  isAsked,
}: {
  at: At;
  one: SeenByHand;
  words: string;
  isAsked: boolean;
}): Child {
  if (phone === undefined) return <>{at.text('broadcast.hand.noPhone')}</>;
  return isAsked ? (
    <>
      {formatPhone(phone)}{' '}
      <a href={whatsAppLink(phone, words)} rel="noreferrer">
        {at.text('desk.business.whatsapp')}
      </a>
    </>
  ) : (
    <>
      {maskPhone(phone)}{' '}
      <a
        href={`${elsewhere(at, { hp: String(personId) })}#o${personId}`}
        aria-label={at.say(line('desk.hand.show', { name: name ?? '–' }))}
      >
        {at.text('desk.phone.show')}
      </a>
    </>
  );
}

function TickBox({ at, one, what }: { at: At; one: SeenByHand; what: 'told' | 'joins' }): Child {
  const isOn = one[what] !== undefined;
  return (
    <Act act={isOn ? `un${what}` : what}>
      <input type="hidden" name="person" value={String(one.personId)} />
      <button>{at.text(`broadcast.hand.${what}${isOn ? 'On' : 'Off'}`)}</button>
    </Act>
  );
}

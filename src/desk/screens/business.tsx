import { may } from '../../domain/office/roles.ts';
import { formatPhone, maskPhone } from '../../domain/people/identity.ts';
import { whatsAppLink } from '../../domain/people/whatsapp.ts';
import { clip } from '../../domain/words/clip.ts';
import { line, named } from '../../i18n.ts';
import { caseQueue, type CaseRow } from '../../services/cases/case-desk.ts';
import { businessFor, noteBusinessRead, type SeenBusiness } from '../../services/people/find-business.ts';
import { notePhoneRead } from '../../services/people/phone-looks.ts';
import { tagsOf, type Tag } from '../../services/people/tags.ts';
import { figureHistory, type FigureVersion } from '../../services/sales/figure-history.ts';
import { FigureTable } from '../figure-table.tsx';
import { elsewhere, idIn, placeName, screen } from '../screen.ts';
import { Table } from '../table.tsx';

const VERSIONS_SHOWN = 36;
const REQUESTS_SHOWN = 20;
const FIRST_WORDS = 90;

interface OneBusiness {
  readonly it: SeenBusiness;
  readonly versions: readonly FigureVersion[];
  readonly tags: readonly Tag[];
  /** What the owner asked, for whoever answers requests. */
  readonly requests: readonly CaseRow[] | undefined;
  /** Whether the number was asked for in full. */
  readonly full: boolean;
}

/** Everything about one business, as far as the member works there. */
export const business = screen<OneBusiness>({
  path: '/usaha/:id',
  duty: 'sales',
  async load(at) {
    const { services, member, url } = at;
    const id = idIn(at);
    if (id === undefined || !(await at.note((inside) => noteBusinessRead(inside, member, id))))
      return undefined;
    const it = await businessFor(services, member, id);
    if (it === undefined) return undefined;
    const full = url.searchParams.has('hp');
    if (full) await at.note((inside) => notePhoneRead(inside, member, { personId: it.ownerId }, 'biz'));
    return {
      it,
      versions: await figureHistory(services, id, VERSIONS_SHOWN),
      tags: await tagsOf(services, id),
      requests: may(member, 'cases')
        ? await caseQueue(
            services,
            member,
            { by: 'person', personId: it.ownerId },
            { skip: 0, take: REQUESTS_SHOWN },
          )
        : undefined,
      full,
    };
  },
  view: ({ it: { business: one, ownerName, phone, accountId }, versions, tags, requests, full }, at) => ({
    title: named(one.name ?? '–'),
    body: (
      <>
        <p>
          <a href="/usaha">{at.text('desk.businesses.back')}</a>
        </p>
        <section class="card" aria-label={at.text('desk.business')}>
          <dl>
            <dt>{at.text('desk.businesses.number')}</dt>
            <dd>{one.number ?? '–'}</dd>
            <dt>{at.text('desk.owner')}</dt>
            <dd>{ownerName ?? '–'}</dd>
            <dt>{at.text('desk.phone')}</dt>
            <dd>
              {phone === undefined ? '–' : full ? formatPhone(phone) : maskPhone(phone)}{' '}
              {phone === undefined ? undefined : full ? (
                <a href={whatsAppLink(phone, '')} rel="noreferrer">
                  {at.text('desk.business.whatsapp')}
                </a>
              ) : (
                <a href={elsewhere(at, { hp: '1' })}>{at.text('desk.phone.show')}</a>
              )}
            </dd>
            <dt>{at.text('desk.place')}</dt>
            <dd>{`${placeName(at, one.desa)}, ${placeName(at, one.kecamatan)}`}</dd>
            <dt>{at.text('desk.businesses.kind')}</dt>
            <dd>{one.kind === undefined ? '–' : at.text(`kind.${one.kind}`)}</dd>
            <dt>{at.text('desk.businesses.telegram')}</dt>
            <dd>{at.text(accountId === undefined ? 'desk.businesses.no' : 'desk.businesses.yes')}</dd>
            <dt>{at.text('desk.business.tags')}</dt>
            <dd>{tags.length === 0 ? '–' : tags.map(({ name }) => name).join(', ')}</dd>
          </dl>
          <p>{at.text(`sales.biz.status.${one.status}`)}</p>
        </section>
        <h2>{at.text('desk.business.history')}</h2>
        <FigureTable at={at} versions={versions} />
        {requests === undefined || requests.length === 0 ? undefined : (
          <>
            <h2>{at.text('desk.requests.title')}</h2>
            <Table
              caption={at.text('desk.business.requests')}
              rows={requests}
              columns={[
                {
                  head: at.text('desk.requests.kind'),
                  cell: (it) => <a href={`/permintaan/${it.id}`}>{at.text(`case.kind.${it.kind}`)}</a>,
                },
                {
                  head: at.text('desk.requests.words'),
                  cell: (it) => clip((it.text ?? '–').replaceAll(/\s+/g, ' '), FIRST_WORDS),
                },
                {
                  head: at.text('desk.requests.since'),
                  cell: (it) => at.say(line('desk.moment', { at: { stamp: it.since.toISOString() } })),
                },
                {
                  head: at.text('desk.requests.due'),
                  cell: (it) =>
                    it.status === 'open'
                      ? at.say(line('desk.moment', { at: { date: it.dueOn } }))
                      : at.text(`desk.business.requests.${it.status}`),
                },
              ]}
            />
          </>
        )}
      </>
    ),
  }),
});

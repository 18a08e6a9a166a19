/** What stands under the names on the page: what is so now, not what once was. */
import { addMonths, monthOf } from '../domain/month/month.ts';
import { shortName } from '../domain/people/name.ts';
import { line, type Texts } from '../i18n.ts';
import { activeMembers } from '../services/office/members.ts';
import { accountColumns, personFromRow } from '../services/core/accounts.ts';
import { todayOf, type Services } from '../services/core/services.ts';

const monthName = new Intl.DateTimeFormat('id-ID', { month: 'short', timeZone: 'UTC' });
const TO = { language: 'id', salutation: undefined, shortName: undefined } as const;

/** A line about everybody on the page, by chat; who has never written is not registered. */
export async function notesOf(
  services: Services,
  texts: Texts,
  chats: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const { db, office } = services;
  const month = addMonths(monthOf(todayOf(services)), -1);
  const rows = await db.account.findMany({
    where: { chatId: { in: [...chats] } },
    select: {
      ...accountColumns,
      drafts: { where: { status: 'open', form: 'register' }, select: { id: true } },
      persons: {
        orderBy: { since: 'asc' },
        select: {
          person: {
            select: {
              id: true,
              number: true,
              name: true,
              salutation: true,
              businesses: {
                where: { status: 'active' },
                select: { kecamatan: true, reports: { where: { month }, select: { id: true } } },
              },
            },
          },
        },
      },
    },
  });
  const members = await activeMembers(services);
  const helped = await db.person.groupBy({
    by: ['assistedBy'],
    where: { office: office.key, assistedBy: { in: members.map((it) => it.number) }, accounts: { none: {} } },
    _count: true,
  });
  const notes = new Map(chats.map((id) => [id, 'belum terdaftar']));
  for (const row of rows) {
    const member = members.find((it) => it.accountId === row.id);
    const businesses = row.persons.flatMap(({ person }) => person.businesses);
    const [, second] = row.persons;
    const other = second === undefined ? undefined : personFromRow(services, second.person);
    const area = office.areas.kecamatan.find((it) => it.code === businesses[0]?.kecamatan)?.name ?? '';
    const reported = businesses.filter((it) => it.reports.length > 0).length;
    const sales = `${monthName.format(new Date(`${month}-01`))} ${reported === businesses.length ? 'sudah' : 'belum'} lapor`;
    const count = helped.find((it) => it.assistedBy === member?.number)?._count ?? 0;
    notes.set(
      Number(row.chatId),
      member !== undefined
        ? `${texts.plain(line(`staff.role.${member.role}`), TO)}${count === 0 ? '' : `, ${count} pemilik`}`
        : row.drafts.length > 0
          ? 'sedang mendaftar'
          : other !== undefined
            ? `dan ${other.salutation === 'L' ? 'Pak' : 'Bu'} ${shortName(other.name ?? '')}, satu HP`
            : businesses.length > 0
              ? `${businesses.length > 1 ? `${businesses.length} usaha` : area}, ${sales}`
              : 'belum terdaftar',
    );
  }
  return notes;
}

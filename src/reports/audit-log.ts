import { line, named, type Line } from '../i18n.ts';
import { allMembers } from '../services/office/members.ts';
import { auditSentence } from './audit-lines.ts';
import { memberNames } from './member-names.ts';
import { byKey, column, formats, happenedIn, momentOf, type Report, type Row } from './report.ts';

/**
 * The audit log of a period as it stands, with the hashes that chain it. Each entry stands as a sentence, with the names
 * of the office and no others, and as the codes that the hash is made of.
 */
export const auditLog: Report = {
  key: 'audit',
  title: 'export.report.audit',
  hasPeriod: true,
  byKecamatan: false,
  duty: 'audit',
  formats,
  columns: () => [
    column('entry', 'number', 10),
    column('at', 'moment', 20),
    column('actor', 'text', 32),
    column('actorCode', 'text', 18),
    column('action', 'text', 70),
    column('actionCode', 'text', 24),
    column('subject', 'text', 24),
    column('details', 'text', 60),
    column('hash', 'text', 66),
  ],
  count: (source) => source.services.db.audit.count({ where: { at: happenedIn(source) } }),
  async *pages(source) {
    const nameOf = await memberNames(source);
    const members = new Map((await allMembers(source.services)).map((it) => [it.number, it.name]));
    const who = (actor: string): Line =>
      actor === 'cli' || actor === 'system'
        ? line(`member.audit.${actor}`)
        : named(members.get(actor) ?? actor);
    const pages = byKey((after, take) =>
      source.services.db.audit.findMany({
        where: { at: happenedIn(source), id: { gt: after } },
        orderBy: { id: 'asc' },
        take,
      }),
    );
    for await (const page of pages)
      yield page.map((it): Row => ({
        entry: it.id,
        at: momentOf(it.at),
        actor: nameOf(it.actor),
        actorCode: it.actor,
        action: source.word(
          auditSentence({ ...it, at: it.at.toISOString(), subject: it.subject ?? undefined }, who),
        ),
        actionCode: it.action,
        subject: it.subject ?? undefined,
        details: JSON.stringify(it.details),
        hash: Buffer.from(it.hash).toString('hex'),
      }));
  },
};

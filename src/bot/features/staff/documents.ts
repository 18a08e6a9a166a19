import { InputFile } from 'grammy';
import { line, named } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import type { MemberRow } from '../../../services/office/members.ts';
import { deskApplication } from '../../../services/partnership/applications/application-desk.ts';
import type { Application } from '../../../services/partnership/applications/applications.ts';
import { contentOf } from '../../../services/partnership/applications/document-content.ts';
import {
  documentById,
  documentsOf,
  markSeen,
  mayOpenDocument,
  noteDocumentRead,
  removeIdentityPaper,
  type Document,
} from '../../../services/partnership/applications/documents.ts';
import { button, buttonRow, staffMenuButton } from '../../buttons.ts';
import type { Button } from '../../message.ts';
import { noteRefused } from '../../refused.ts';
import { deskApplicationRoute, deskDocumentRoute, deskDocumentsRoute } from '../../routes/staff.ts';
import { deleteMessage, inline, oldPress, protection, say } from '../../send.ts';
import { answerPress, type BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { onDuty } from './duty.ts';
import { documentLine } from '../../../reports/document-lines.ts';

/** *Berkas* of an application: the list, one of them, and what the office says to it. */
export function documentTools(): readonly Press[] {
  return [
    onPress(
      deskDocumentsRoute,
      onDuty('cases', async (ctx, member, id) => {
        const application = await deskApplication(ctx.turn.services, member, id);
        if (application === undefined) return oldPress(ctx);
        await showDocuments(ctx, member, application);
      }),
    ),
    onPress(
      deskDocumentRoute,
      onDuty('cases', async (ctx, member, act, id) => {
        const { services } = ctx.turn;
        const document = await documentById(services, id);
        const application =
          document === undefined
            ? undefined
            : await deskApplication(services, member, document.applicationId);
        if (document === undefined || application === undefined) return sayGone(ctx);
        if (!mayOpenDocument(member, document)) return refuse(ctx, application);
        await acts[act](ctx, member, application, document);
      }),
    ),
  ];
}

const backTo = ({ id, number }: Application): readonly (readonly Button[])[] => [
  buttonRow('document.button.list', deskDocumentsRoute.to(id)),
  [{ label: named(number), data: deskApplicationRoute.to(id) }, staffMenuButton],
];

async function showDocuments(ctx: BotContext, member: MemberRow, application: Application): Promise<void> {
  const { id, number } = application;
  const documents = await documentsOf(ctx.turn.services, id);
  await say(
    ctx,
    documents.length === 0
      ? line('document.desk.none', { number })
      : [line('document.desk.head', { number }), ...documents.map(documentLine)],
    [
      ...documents
        .filter((it) => mayOpenDocument(member, it))
        .map((it, at) => [
          {
            label: line('document.desk.open', {
              at: at + 1,
              kind: { line: line(`document.kind.${it.kind}`) },
            }),
            data: deskDocumentRoute.to('open', it.id),
          },
        ]),
      [{ label: named(number), data: deskApplicationRoute.to(id) }, staffMenuButton],
    ],
  );
}

async function refuse(ctx: BotContext, application: Application): Promise<void> {
  await noteRefused(ctx, 'papers');
  await say(ctx, line('document.desk.papers'), backTo(application));
}

/** It was taken away, by the office or with its application, or its number is forged. */
async function sayGone(ctx: BotContext): Promise<void> {
  await answerPress(ctx, line('document.desk.gone'));
  await say(ctx, line('document.desk.gone'), [[staffMenuButton]]);
}

type Act = (ctx: BotContext, member: MemberRow, on: Application, document: Document) => Promise<void>;

const acts = { open, seen, identity } as const satisfies Readonly<Record<string, Act>>;

/** The look is recorded before; the file itself can be looked at, and not be passed on. */
async function open(
  ctx: BotContext,
  member: MemberRow,
  application: Application,
  document: Document,
): Promise<void> {
  const { services, texts, to } = ctx.turn;
  await ctx.turn.once(`read:document:${document.id}`, codecs.nothing, (inside) =>
    noteDocumentRead(inside, member, application, document),
  );
  const about = [line('document.desk.one', { number: application.number }), documentLine(document)];
  const name = `${application.number}-${document.id}.${document.format}`;
  await ctx.replyWithDocument(new InputFile(() => contentOf(services, document), name), {
    ...protection('look'),
    caption: about.map((it) => texts.plain(it, to)).join('\n'),
    reply_markup: inline(ctx, [
      ...(document.seenAt === undefined
        ? [buttonRow('document.button.seen', deskDocumentRoute.to('seen', document.id))]
        : []),
      [button('document.button.identity', deskDocumentRoute.to('identity', document.id))],
      ...backTo(application),
    ]),
  });
}

async function seen(
  ctx: BotContext,
  member: MemberRow,
  application: Application,
  document: Document,
): Promise<void> {
  await ctx.turn.once('document-seen', codecs.nothing, (inside) =>
    markSeen(inside, member, application, document),
  );
  await say(ctx, line('document.desk.seen'), backTo(application));
}

/** The file leaves the database and this chat at once. */
async function identity(
  ctx: BotContext,
  member: MemberRow,
  application: Application,
  document: Document,
): Promise<void> {
  const told = await ctx.turn.once('document-remove', codecs.boolean, (inside) =>
    removeIdentityPaper(inside, member, application, document),
  );
  const shown = ctx.callbackQuery?.message?.message_id;
  if (shown !== undefined) await deleteMessage(ctx, shown);
  await say(
    ctx,
    [line('document.desk.removed'), line(told ? 'application.done.told' : 'application.done.call')],
    backTo(application),
  );
}

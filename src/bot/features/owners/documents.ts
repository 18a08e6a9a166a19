import { over } from '../../../domain/partnership/application.ts';
import type { Message } from 'grammy/types';
import { sameAlbum } from '../../../domain/cases/pieces.ts';
import {
  documentKinds,
  documentLimits,
  hasRoom,
  isPaper,
  type DocumentKind,
} from '../../../domain/partnership/document.ts';
import { HEAD_BYTES, passable } from '../../../domain/words/sent-file.ts';
import { line } from '../../../i18n.ts';
import { codecs } from '../../../services/core/codecs.ts';
import { recall } from '../../../services/core/effects.ts';
import {
  applicationOfAccount,
  type Application,
} from '../../../services/partnership/applications/applications.ts';
import { storeContent } from '../../../services/partnership/applications/document-content.ts';
import {
  countDocument,
  documentsOf,
  heldBy,
  isHeld,
} from '../../../services/partnership/applications/documents.ts';
import { awaitFiles, filingOf, type Filing } from '../../../services/partnership/applications/filing.ts';
import { button, buttonRow, menuButton } from '../../buttons.ts';
import { sentIn } from '../../conversations/engine/input.ts';
import { fetched, headOf } from '../../download.ts';
import { postmarkOf } from '../../postmark.ts';
import { applicationRoute, documentsRoute, sendDocumentRoute } from '../../routes/owners.ts';
import { removeMessage, say } from '../../send.ts';
import type { BotContext } from '../../turn.ts';
import { onPress, type Press } from '../on-press.ts';
import { takesMedia } from '../open-form.ts';
import { ofNew, type Place } from '../place.ts';
import { withOwn } from './applications.ts';
import { documentLine } from '../../../reports/document-lines.ts';

/** *Kirim berkas*: what was sent for an application, and what the next files show. */
export function documentButtons(): readonly Press[] {
  return [
    onPress(documentsRoute, (ctx, id) => withOwn(ctx, id, showDocuments)),
    onPress(sendDocumentRoute, (ctx, kind, id) =>
      withOwn(ctx, id, (inside, application) => askForFiles(inside, application, kind)),
    ),
  ];
}

async function showDocuments(ctx: BotContext, { id, number, status }: Application): Promise<void> {
  const { services, account } = ctx.turn;
  await awaitFiles(services, account.id, undefined);
  const documents = await documentsOf(services, id);
  const back = [button('document.button.application', applicationRoute.to(id)), menuButton];
  const head = line(documents.length === 0 ? 'document.none' : 'document.some', {
    number,
    count: documents.length,
    most: documentLimits.count,
  });
  const all = [head, ...documents.map(documentLine)];
  if (over.includes(status)) return void (await say(ctx, all, [back]));
  await say(
    ctx,
    [...all, line('common.blank'), line('document.choose')],
    [
      ...documentKinds.map((kind) => buttonRow(`document.kind.${kind}`, sendDocumentRoute.to(kind, id))),
      back,
    ],
  );
}

async function askForFiles(ctx: BotContext, application: Application, kind: DocumentKind): Promise<void> {
  const { id, status } = application;
  if (over.includes(status)) return showDocuments(ctx, application);
  await awaitFiles(ctx.turn.services, ctx.turn.account.id, { application: id, kind });
  await say(
    ctx,
    [
      line('document.send', { kind: { line: line(`document.kind.${kind}`) } }),
      ...(isPaper(kind) ? [line('document.cover')] : []),
    ],
    [buttonRow('document.button.back', documentsRoute.to(id)), [menuButton]],
  );
}

/** A photo or a file after "Kirim berkas". */
export const sentDocument: Place = ofNew(async (ctx, message) => {
  const { services, account } = ctx.turn;
  if ((message.photo ?? message.document) === undefined || takesMedia(ctx)) return undefined;
  // The rest of an album goes where its first picture went: into a case, or out of the chat.
  if (account.letter !== undefined && sameAlbum(account.letter, postmarkOf(message))) return undefined;
  const filing = await filingOf(services, account.id);
  if (filing === undefined) return undefined;
  const application = await applicationOfAccount(services, account.id, filing.application);
  if (application === undefined || application.personId !== account.person?.id) return undefined;
  return async () => {
    await take(ctx, message, application, filing);
    return 'done';
  };
});

const outcomes = ['kept', 'known', 'full', 'over', 'unclear'] as const;
type Outcome = (typeof outcomes)[number];

async function take(
  ctx: BotContext,
  message: Message,
  application: Application,
  filing: Filing,
): Promise<void> {
  const { services, account } = ctx.turn;
  const input = sentIn(message);
  const isIdentity = input.kind === 'other' && (input.paper === true || input.caption?.hasNik === true);
  if (isIdentity) {
    await say(ctx, await removeMessage(ctx, message, 'paper'));
    return;
  }
  const outcome = await keep(ctx, message, application, filing.kind);
  const { media_group_id: group } = message;
  // Of an album the same is said once.
  if (group === undefined || filing.group !== group || filing.said !== outcome)
    await say(
      ctx,
      line(`document.${outcome}`, {
        number: application.number,
        kind: { line: line(`document.kind.${filing.kind}`) },
        most: documentLimits.count,
      }),
      [buttonRow('document.button.done', documentsRoute.to(application.id)), [menuButton]],
    );
  await awaitFiles(services, account.id, {
    application: filing.application,
    kind: filing.kind,
    ...(group === undefined ? {} : { group, said: outcome }),
  });
}

const EFFECT = 'document';
const counted = codecs.word(outcomes);

/** Fetches and stores a file once, however often its update comes. */
async function keep(
  ctx: BotContext,
  message: Message,
  application: Application,
  kind: DocumentKind,
): Promise<Outcome> {
  const { services, cause } = ctx.turn;
  const before = await recall(services, cause, EFFECT, counted);
  if (before !== undefined) return before;
  const file = message.photo?.at(-1) ?? message.document;
  if (file === undefined) return 'unclear';
  const { file_id: fileId, file_unique_id: source, file_size: bytes = 0 } = file;
  if (over.includes(application.status)) return 'over';
  if (bytes > documentLimits.one) return 'unclear';
  if (await isHeld(services, application.id, source)) return 'known';
  if (!hasRoom(await heldBy(services, application.id), bytes)) return 'full';
  const head = await headOf(ctx, fileId, HEAD_BYTES);
  const format = head === undefined ? undefined : passable(message.document?.file_name, head);
  const content = format === undefined ? undefined : await fetched(ctx, fileId);
  if (format === undefined || content === undefined) return 'unclear';
  const arrived = await storeContent(
    services,
    { applicationId: application.id, kind, format, source },
    content,
  );
  if (arrived === undefined) return 'unclear';
  return ctx.turn.once(EFFECT, counted, (inside) => countDocument(inside, application, arrived));
}

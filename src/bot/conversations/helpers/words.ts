import { shortName } from '../../../domain/people/name.ts';
import { line, type Line, type Param } from '../../../i18n.ts';
import type { AnyQuestion } from '../engine/form.ts';
import type { Choice, Reply, Rows } from '../engine/reply.ts';

/** "Bu Siti": the owner in a sentence to somebody else; "pemilik" before the name is known. */
export function ownerTitle(name: string | undefined, salutation: 'L' | 'P' | undefined): Line {
  if (name === undefined) return line('helper.theOwner');
  const short = { name: shortName(name) };
  return salutation === undefined ? line('helper.owner', short) : line(`helper.owner.${salutation}`, short);
}

/** "Bu Siti (Otak-otak Bu Siti)" */
export function ownerAndBusiness(owner: Line, business: string | undefined): Line {
  return business === undefined ? owner : line('helper.ownerOf', { owner: { line: owner }, business });
}

/** A question of the registration speaks to the owner; here the same words are about the owner. */
export function aboutOwner(text: Line, owner: Line): Line {
  const params: Readonly<Record<string, Param>> = {
    sapaan: { line: owner },
    panggilan: { line: owner },
    ...text.params,
  };
  return 'key' in text ? { key: text.key, params } : { local: text.local, params };
}

function replyAbout(reply: Reply, owner: Line): Reply {
  switch (reply.kind) {
    case 'propose':
      return {
        ...reply,
        text: aboutOwner(reply.text, owner),
        options: reply.options.map((it) =>
          it.reply === undefined ? it : { ...it, reply: replyAbout(it.reply, owner) },
        ),
      };
    case 'tell':
    case 'decline':
      return { ...reply, text: aboutOwner(reply.text, owner) };
    case 'hint':
    case 'jump':
      return reply.text === undefined ? reply : { ...reply, text: aboutOwner(reply.text, owner) };
    case 'accept':
    case 'mark':
      return reply;
  }
}

const rowsAbout = (rows: Rows, owner: Line): Rows =>
  rows.map((row) =>
    row.map((it): Choice => ({
      ...it,
      label: aboutOwner(it.label, owner),
      reply: replyAbout(it.reply, owner),
    })),
  );

/** The same question about an owner who is not in the chat; `title` tells who that is, from the answers so far. */
export function inThirdPerson<B, C extends B>(
  it: AnyQuestion<B>,
  title: (answers: Parameters<AnyQuestion<C>['ask']>[0]) => Line,
  more: Partial<AnyQuestion<C>> = {},
): AnyQuestion<C> {
  const { choices, help, read } = it;
  return {
    ...it,
    ask: (answers, context) => aboutOwner(it.ask(answers, context), title(answers)),
    ...(choices === undefined
      ? {}
      : { choices: (answers, context) => rowsAbout(choices(answers, context), title(answers)) }),
    ...(help === undefined
      ? {}
      : { help: (answers, context) => rowsAbout(help(answers, context), title(answers)) }),
    ...(read === undefined
      ? {}
      : { read: (said, answers, context) => replyAbout(read(said, answers, context), title(answers)) }),
    ...more,
  };
}

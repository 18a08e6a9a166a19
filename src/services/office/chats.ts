import { gathered } from '../../gather.ts';
import type { Sql, Statement } from '../../sql.ts';
import { accountFromRow, type Account } from '../core/accounts.ts';
import { draftsAhead, type DraftsAhead } from '../core/drafts-ahead.ts';
import { isInOffice, memberFromRow, type MemberRow } from './members.ts';
import type { Services } from '../core/services.ts';

/** What every update of a private chat needs to know of it. */
export interface Chat {
  readonly account: Account;
  /** Who this chat is in the office; read anew at every update, so that a revocation is immediate. */
  readonly member: MemberRow | undefined;
  readonly ahead: DraftsAhead;
}

interface Row {
  readonly at: number;
  readonly id: number;
  readonly language: string;
  readonly unreachable_since: Date | null;
  readonly not_found_at: string | null;
  readonly state: Uint8Array<ArrayBuffer> | null;
  readonly letter: unknown;
  readonly person_id: number | null;
  readonly person_number: string;
  readonly person_name: Uint8Array<ArrayBuffer> | null;
  readonly person_salutation: string | null;
  readonly member_id: number | null;
  readonly member_number: string;
  readonly member_role: string;
  readonly member_name: Uint8Array<ArrayBuffer>;
  readonly member_post: Uint8Array<ArrayBuffer> | null;
  readonly member_letter: string | null;
  readonly member_kecamatan: readonly string[];
  readonly member_rights: readonly string[];
  readonly member_since: Date;
  readonly member_partner: number | null;
  readonly member_desks: readonly string[];
  readonly member_inspects: string | null;
  readonly member_until: string | null;
  readonly member_signs: boolean;
  readonly draft_id: number | null;
  readonly draft_by_person: string | null;
  readonly draft_form: string;
  readonly draft_version: number;
  readonly draft_payload: Uint8Array<ArrayBuffer> | null;
  readonly draft_revision: number;
  readonly draft_prompt: number | null;
  readonly draft_updated_at: Date;
}

const COLUMNS = `
  i.at::int, a.id, a.language, a.unreachable_since, a.not_found_at, a.state, a.letter,
  p.id AS person_id, p.number AS person_number, p.name AS person_name, p.salutation AS person_salutation,
  m.id AS member_id, m.number AS member_number, m.role AS member_role, m.name AS member_name,
  m.post AS member_post, m.letter AS member_letter, m.kecamatan AS member_kecamatan, m.rights AS member_rights,
  m.since AS member_since, m.partner_id AS member_partner, m.desks AS member_desks,
  m.inspects AS member_inspects, m.until_on AS member_until,
  m.signs AS member_signs,
  d.id AS draft_id, d.by_person AS draft_by_person, d.form AS draft_form, d.version AS draft_version,
  d.payload AS draft_payload, d.revision AS draft_revision, d.prompt_message_id AS draft_prompt,
  d.updated_at AS draft_updated_at`;

/** One row for each open draft of a chat, one without a draft when none is open; none for a chat that is new. */
const read = gathered<Row>({
  name: 'chat_read',
  text: `SELECT ${COLUMNS}
FROM unnest($1::bigint[]) WITH ORDINALITY AS i(chat_id, at)
JOIN account a ON a.chat_id = i.chat_id
LEFT JOIN person p ON p.id = a.active_person_id
LEFT JOIN LATERAL (
  SELECT * FROM member WHERE account_id = a.id AND revoked_at IS NULL ORDER BY id DESC LIMIT 1
) m ON true
LEFT JOIN draft d ON d.account_id = a.id AND d.status = 'open'
ORDER BY i.at, d.updated_at DESC, d.id DESC`,
});

const MAKE: Statement = {
  name: 'chat_make',
  text: `INSERT INTO account (office, chat_id, language, first_seen_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (chat_id) DO NOTHING RETURNING id`,
};

/** The account of a chat with whoever uses it, made at its first message, in `language` then. */
export async function readChat(
  services: Services,
  sql: Sql,
  chatId: number,
  language: string,
): Promise<Chat> {
  const rows = await read(sql, chatId, [chatId]);
  if (rows.length > 0) return chatFrom(services, chatId, rows);
  const { rows: made } = await sql.run<{ readonly id: number }>(MAKE, [
    services.office.key,
    chatId,
    language,
    services.now(),
  ]);
  const [account] = made;
  // Somebody else has made it meanwhile.
  if (account === undefined) return chatFrom(services, chatId, await read(sql, chatId, [chatId]));
  return {
    account: {
      id: account.id,
      chatId,
      language,
      unreachable: false,
      doubtful: false,
      state: undefined,
      letter: undefined,
      person: undefined,
    },
    member: undefined,
    ahead: draftsAhead(account.id, []),
  };
}

function chatFrom(services: Services, chatId: number, rows: readonly Row[]): Chat {
  const [row] = rows;
  if (row === undefined) throw new Error(`chat ${chatId}: expected the account that was just made, got none`);
  const account = accountFromRow(services, {
    id: row.id,
    chatId,
    language: row.language,
    unreachableSince: row.unreachable_since,
    notFoundAt: row.not_found_at,
    state: row.state,
    letter: row.letter,
    activePerson:
      row.person_id === null
        ? null
        : {
            id: row.person_id,
            number: row.person_number,
            name: row.person_name,
            salutation: row.person_salutation,
          },
  });
  return { account, member: memberIn(services, row), ahead: draftsAhead(row.id, rows.flatMap(draftIn)) };
}

function memberIn(services: Services, row: Row): MemberRow | undefined {
  if (row.member_id === null) return undefined;
  const member = memberFromRow(services, {
    id: row.member_id,
    number: row.member_number,
    accountId: row.id,
    role: row.member_role,
    name: row.member_name,
    post: row.member_post,
    letter: row.member_letter,
    kecamatan: row.member_kecamatan,
    rights: row.member_rights,
    since: row.member_since,
    revokedAt: null,
    partnerId: row.member_partner,
    desks: row.member_desks,
    signs: row.member_signs,
    inspects: row.member_inspects,
    untilOn: row.member_until,
  });
  return isInOffice(services, member) ? member : undefined;
}

const draftIn = (row: Row) =>
  row.draft_id === null
    ? []
    : [
        {
          id: row.draft_id,
          accountId: row.id,
          byPerson: row.draft_by_person,
          form: row.draft_form,
          version: row.draft_version,
          payload: row.draft_payload,
          revision: row.draft_revision,
          promptMessageId: row.draft_prompt,
          updatedAt: row.draft_updated_at,
        },
      ];

import { randomInt } from 'node:crypto';
import type { Child } from 'hono/jsx';
import { line } from '../i18n.ts';
import { codecs } from '../services/core/codecs.ts';
import {
  decideVerification,
  noteRegistrationRead,
  registrationFile,
  type RegistrationFile,
} from '../services/people/verifications.ts';
import type { Acted, At, Sent, Shown } from './screen.ts';
import { Table } from './table.tsx';

/** The form that the ticks of the list belong to. */
export const RIGHT = 'sesuai';
/** As many as a page has. */
const MOST = 50;

/** *Untuk semua yang dipilih*: marked as checked, after a look at what they are. */
export const RightForm = ({ at }: { at: At }): Child => (
  <form method="post" id={RIGHT} class="acts">
    <fieldset>
      <legend>{at.text('desk.bulk.legend')}</legend>
      <input type="hidden" name="once" value={String(randomInt(2 ** 47))} />
      <button name="act" value="right">
        {at.text('desk.registration.right')}
      </button>
    </fieldset>
  </form>
);

/** The registrations that are ticked, as far as they are the member's to see; each look stands in the audit log. */
async function ticked(at: At, sent: Sent): Promise<readonly RegistrationFile[]> {
  const ids = new Set(sent.all('pilih').flatMap((text) => (/^\d{1,9}$/.test(text) ? [Number(text)] : [])));
  const found: RegistrationFile[] = [];
  for (const id of [...ids].toSorted((a, b) => a - b).slice(-MOST)) {
    const file = await at.note(async (inside) => {
      const one = await registrationFile(inside, at.member, id);
      if (one !== undefined) await noteRegistrationRead(inside, at.member, id);
      return one;
    });
    if (file !== undefined) found.push(file);
  }
  return found;
}

/** Whoever resembles another business is looked at alone. */
const fits = ({ twins }: RegistrationFile): boolean => twins.length === 0;

/** Shows which registrations would be marked as checked, or does it, once; undefined for no such act. */
export async function actOnRegistrations(at: At, sent: Sent): Promise<Acted | Shown | undefined> {
  if (sent.act !== 'right' && sent.act !== 'rightYes') return undefined;
  if (sent.all('pilih').length === 0) return { say: 'unticked' };
  const files = await ticked(at, sent);
  if (files.length === 0) return undefined;
  if (sent.act === 'right') return preview(at, files);
  await sent.once('bulk', codecs.number, async (inside) => {
    let done = 0;
    for (const { business } of files.filter(fits))
      if (await decideVerification(inside, at.member, business.id, { status: 'right' })) done++;
    return done;
  });
  return { say: 'bulk' };
}

function preview(at: At, files: readonly RegistrationFile[]): Shown {
  const able = files.filter(fits);
  return {
    title: line('desk.bulk.title'),
    body: (
      <>
        <p>
          <a href={`/periksa${at.url.search}`}>{at.text('desk.lists.back')}</a>
        </p>
        <Table
          caption={at.text('desk.bulk.title')}
          rows={files}
          columns={[
            { head: at.text('desk.business'), cell: ({ business }) => business.name ?? '–' },
            { head: at.text('desk.owner'), cell: ({ owner }) => owner.name ?? '–' },
            { head: at.text('desk.businesses.number'), cell: (it) => it.business.number ?? '–', as: 'code' },
            {
              head: at.text('desk.bulk.what'),
              cell: (it) => at.text(fits(it) ? 'desk.registration.right' : 'desk.bulk.twins'),
            },
          ]}
        />
        {able.length === 0 ? (
          <p class="alert">{at.text('desk.bulk.nothing')}</p>
        ) : (
          <form method="post" class="act">
            <input type="hidden" name="once" value={String(randomInt(2 ** 47))} />
            {able.map(({ business }) => (
              <input type="hidden" name="pilih" value={String(business.id)} />
            ))}
            <button class="main" name="act" value="rightYes">
              {at.say(line('desk.bulk.yes', { count: { count: able.length } }))}
            </button>
          </form>
        )}
      </>
    ),
  };
}

import { raw, type html } from 'hono/html';
import type { Line } from '../i18n.ts';
import type { AnnouncementButton } from '../reports/announcement-lines.ts';
import type { At } from './screen.ts';

interface PhoneProps {
  readonly at: At;
  readonly lines: readonly Line[];
  readonly buttons: readonly (readonly AnnouncementButton[])[];
  readonly poster?: boolean;
}

/** A message as it stands in the chat of whoever gets it, worded by what sends it. */
export function Phone({ at, lines, buttons, poster = false }: PhoneProps): ReturnType<typeof html> {
  return (
    <figure class="phone">
      <figcaption>{at.text('desk.announcement.preview')}</figcaption>
      {poster ? <p class="soft">{at.text('desk.announcement.withPoster')}</p> : undefined}
      <div class="bubble">
        {lines.map((it) => (
          <>
            {raw(at.html(it))}
            {'\n'}
          </>
        ))}
      </div>
      {buttons.map((row) => (
        <p class="pressed">
          {row.map((key) => (
            <span>{at.text(key)}</span>
          ))}
        </p>
      ))}
    </figure>
  );
}

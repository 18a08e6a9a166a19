import { line, type Line } from '../../../i18n.ts';
import type { MyData } from '../../../services/data-rights/my-data.ts';
import { participantStatuses } from '../../../services/trainings/participant-rows.ts';
import { moment, words, type Page } from './data-page.ts';

/** Trainings and announcements in the copy of somebody's data. */
export function writeTrainings(page: Page, data: MyData): void {
  page.section('data.copy.trainings', data.trainings.length);
  for (const it of data.trainings) {
    page.put(
      line('data.copy.training', {
        title: it.title,
        number: it.number,
        moment: moment(it.startsAt),
        status: { line: participationStatus(it.status) },
      }),
    );
    page.put(line('data.copy.joined', { moment: moment(it.joinedAt) }), 1);
    if (it.seat !== undefined) page.put(line('data.copy.seat', { seat: it.seat }), 1);
    if (it.substitute !== undefined) page.put(line('data.copy.substitute', { name: it.substitute }), 1);
    if (it.attendedAt !== undefined)
      page.put(line('data.copy.attended', { moment: moment(it.attendedAt) }), 1);
    if (it.rating !== undefined)
      page.put(line('data.copy.rating', { rating: { line: ratingLine(it.rating) } }), 1);
    if (it.improve !== undefined) page.put(words(it.improve), 1);
  }
  page.section('data.copy.announcements', data.announcements.length);
  for (const it of data.announcements)
    page.put(
      line('data.copy.announcement', {
        code: it.code,
        title: it.title ?? '–',
        moment: it.at === undefined ? '–' : moment(it.at),
        status: { line: line(it.status === 'sent' ? 'data.copy.arrived' : 'data.copy.notArrived') },
      }),
    );
}

function participationStatus(status: string): Line {
  return line(`data.copy.participation.${participantStatuses.find((it) => it === status) ?? 'left'}`);
}

function ratingLine(rating: number): Line {
  if (rating === 3) return line('training.reminder.rate3');
  return line(rating === 2 ? 'training.reminder.rate2' : 'training.reminder.rate1');
}

import { line } from '../../i18n.ts';
import {
  announcementRows,
  type AnnouncedTraining,
  type AnnouncementButton,
  type AnnouncementText,
} from '../../reports/announcement-lines.ts';
import type { Button } from '../message.ts';
import { askButton } from '../buttons.ts';
import { cannotComeRoute, joinRoute, newsOfRoute, trainingRoute } from '../routes/owners.ts';

type Leads = (trainingId: number, personId: number) => Button['data'];

const leads: Readonly<Record<AnnouncementButton, Leads>> = {
  'broadcast.button.join': (id, personId) => joinRoute.to(id, personId),
  'broadcast.button.place': (id) => trainingRoute.to('place', id),
  'broadcast.button.ask': (id) => trainingRoute.to('ask', id),
  'broadcast.button.cannot': (id, personId) => cannotComeRoute.to(id, personId),
  'broadcast.button.news': (_id, personId) => newsOfRoute.to(personId),
  'start.menu.ask': () => askButton.data,
};

/** The buttons under an announcement, as one person presses them. */
export function announcementButtons(
  it: AnnouncementText,
  training: AnnouncedTraining | undefined,
  personId: number,
): readonly (readonly Button[])[] {
  return announcementRows(it, training).map((row) =>
    row.map((key) => ({ label: line(key), data: leads[key](training?.id ?? 0, personId) })),
  );
}

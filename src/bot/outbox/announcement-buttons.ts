import { line } from '../../i18n.ts';
import {
  announcementRows,
  type AnnouncedTraining,
  type AnnouncementButton,
  type AnnouncementText,
} from '../../reports/announcement-lines.ts';
import type { Button } from '../message.ts';
import { askButton } from '../buttons.ts';
import { cannotComeRoute, joinRoute, newsOfRoute, surveyRoute, trainingRoute } from '../routes/owners.ts';

interface About {
  readonly training: number;
  readonly survey: number;
}
type Leads = (about: About, personId: number) => Button['data'];

const leads: Readonly<Record<AnnouncementButton, Leads>> = {
  'broadcast.button.join': ({ training }, personId) => joinRoute.to(training, personId),
  'broadcast.button.place': ({ training }) => trainingRoute.to('place', training),
  'broadcast.button.ask': ({ training }) => trainingRoute.to('ask', training),
  'broadcast.button.cannot': ({ training }, personId) => cannotComeRoute.to(training, personId),
  'broadcast.button.survey': ({ survey }, personId) => surveyRoute.to(survey, personId),
  'broadcast.button.news': (_about, personId) => newsOfRoute.to(personId),
  'start.menu.ask': () => askButton.data,
};

/** The buttons under an announcement, as one person presses them. */
export function announcementButtons(
  it: AnnouncementText,
  training: AnnouncedTraining | undefined,
  personId: number,
): readonly (readonly Button[])[] {
  const about = { training: training?.id ?? 0, survey: it.survey?.id ?? 0 };
  return announcementRows(it, training).map((row) =>
    row.map((key) => ({ label: line(key), data: leads[key](about, personId) })),
  );
}

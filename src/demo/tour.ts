/** What the page of the demo shows beside the chats. */
import type { Services } from '../services/core/services.ts';
import type { Simulator, Tour } from '../simulator/simulator.ts';
import type { Texts } from '../i18n.ts';
import { notesOf } from './notes.ts';
import { scenesNow } from './scenes.ts';
import type { DemoClock } from './clock.ts';
import type { PassingTime } from './passing-time.ts';
import { stopsAfter } from './stops.ts';

export interface TourOptions {
  readonly simulator: Simulator;
  readonly texts: Texts;
  readonly clock: DemoClock;
  readonly time: PassingTime;
  readonly services: Services;
  readonly beginAnew: () => Promise<void>;
}

export function createTour({ clock, time, services, simulator, texts, beginAnew }: TourOptions): Tour {
  const stops = () => stopsAfter(clock.now(), services.office.zone);
  return {
    now: clock.now,
    get goal() {
      return clock.jump?.goal;
    },
    get stops() {
      return stops().map(({ key, label }) => ({ key, label }));
    },
    go(key) {
      const stop = stops().find((it) => it.key === key);
      if (stop === undefined)
        throw new Error(
          `expected one of ${stops()
            .map((it) => it.key)
            .join(', ')}, got ${key}`,
        );
      time.jump(stop.at);
    },
    async scenes() {
      const people = simulator.people.filter(({ row }) => row.unlisted !== true);
      const notes = await notesOf(
        services,
        texts,
        people.map((it) => it.id),
      );
      for (const { id, user } of people)
        simulator.createPerson({ id, firstName: user.first_name, note: notes.get(id) ?? '' });
      return scenesNow(services, texts);
    },
    beginAnew() {
      void beginAnew();
    },
  };
}

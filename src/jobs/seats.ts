import {
  allocateClosed,
  endLists,
  expireOffers,
  holdSeatNews,
  nextOfSeats,
} from '../services/trainings/seat-clock.ts';
import type { Job } from './job.ts';

/**
 * Once a minute: offers that were not answered, seats that are given when registration closes, waiting lists that
 * end; then what people are told about their seats.
 */
export const seats: Job = {
  name: 'seats',
  at: '* * * * *',
  dueAfter: nextOfSeats,
  async run({ prisma, services, sender }) {
    await expireOffers(prisma, services);
    await allocateClosed(prisma, services);
    await endLists(prisma, services);
    await holdSeatNews(services);
    await sender.run();
  },
};

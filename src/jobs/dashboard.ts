import { refreshDashboard } from '../services/sales/dashboard-refresh.ts';
import type { Job } from './job.ts';

/** Once an hour: the tables that the dashboard shows, so that no look has to count anything. */
export const dashboard: Job = {
  name: 'dashboard',
  at: '17 * * * *',
  catchesUp: true,
  async run({ services }) {
    await refreshDashboard(services);
  },
};

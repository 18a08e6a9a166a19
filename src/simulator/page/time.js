const ZONE = 'Asia/Jakarta';
const clock = new Intl.DateTimeFormat('id-ID', { hour: '2-digit', minute: '2-digit', timeZone: ZONE });
const day = new Intl.DateTimeFormat('id-ID', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: ZONE,
});
const exact = new Intl.DateTimeFormat('id-ID', { dateStyle: 'full', timeStyle: 'medium', timeZone: ZONE });

const shortDay = new Intl.DateTimeFormat('id-ID', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: ZONE,
});

/** "Sen, 30 Nov 09.00" of an instant in ms. */
export const moment = (ms) => `${shortDay.format(ms)} ${clock.format(ms)}`;
export const clockTime = (seconds) => clock.format(seconds * 1000);
export const dayName = (seconds) => day.format(seconds * 1000);
export const exactTime = (seconds) => `${exact.format(seconds * 1000)} WIB`;

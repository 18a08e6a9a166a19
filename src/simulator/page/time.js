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

export const clockTime = (seconds) => clock.format(seconds * 1000);
export const dayName = (seconds) => day.format(seconds * 1000);
export const exactTime = (seconds) => `${exact.format(seconds * 1000)} WIB`;

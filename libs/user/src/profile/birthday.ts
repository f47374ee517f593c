/** Years that a person must have lived to sign up. */
export const MIN_AGE = 14;

/** Where most people of this service are: decides which day it is. */
const CALENDAR = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Seoul',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The calendar day of a moment in Korea, `YYYY-MM-DD`. */
export function calendarDay(moment: Date): string {
  return CALENDAR.format(moment);
}

/**
 * Completed years of life by the calendar. Who was born on February 29 turns a year older on March 1 in
 * years without that day.
 *
 * @param birthday `YYYY-MM-DD`
 * @param today `YYYY-MM-DD`; a birthday after it gives a negative age
 */
export function ageOn(birthday: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthday.slice(0, 4));
  return today.slice(5) < birthday.slice(5) ? years - 1 : years;
}

/** Whether somebody born on this day may have an account. */
export function isOldEnough(birthday: string, today: string): boolean {
  return ageOn(birthday, today) >= MIN_AGE;
}

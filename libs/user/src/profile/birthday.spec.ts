import { ageOn, calendarDay, isOldEnough } from './birthday.js';

describe('age', () => {
  it.each([
    ['2010-06-15', '2024-06-14', 13],
    ['2010-06-15', '2024-06-15', 14],
    ['2008-02-29', '2022-02-28', 13],
    ['2008-02-29', '2022-03-01', 14],
    ['2008-02-29', '2024-02-29', 16],
    ['2030-01-01', '2024-01-01', -6],
  ])('of somebody born on %s is on %s %i', (birthday, today, years) => {
    expect(ageOn(birthday, today)).toBe(years);
  });

  it('must be 14 by the calendar', () => {
    expect(isOldEnough('2012-03-01', '2026-03-01')).toBe(true);
    expect(isOldEnough('2012-03-02', '2026-03-01')).toBe(false);
  });

  it('is counted by the day it is in Korea', () => {
    expect(calendarDay(new Date('2026-03-01T14:59:59Z'))).toBe('2026-03-01');
    expect(calendarDay(new Date('2026-03-01T15:00:00Z'))).toBe('2026-03-02');
  });
});

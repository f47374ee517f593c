import { dueZones } from './digest-time.js';

const ZONES = ['Asia/Seoul', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Asia/Kathmandu'];
const daily = (time: string) => dueZones(ZONES, new Date(time)).daily;

it.each([
  ['2026-11-26T00:00:00Z', ['Asia/Seoul']],
  ['2026-11-25T23:59:59Z', []],
  ['2026-11-26T02:59:59Z', ['Asia/Seoul']],
  ['2026-11-26T03:15:00Z', ['Asia/Kathmandu']],
  ['2026-11-26T03:30:00Z', ['Asia/Kolkata', 'Asia/Kathmandu']],
  // In winter an hour from Greenwich, in summer two.
  ['2026-11-26T08:00:00Z', ['Europe/Berlin']],
  ['2026-07-01T07:00:00Z', ['Europe/Berlin']],
  ['2026-11-26T14:00:00Z', ['America/New_York']],
  ['2026-07-01T13:00:00Z', ['America/New_York']],
])('at %s it is morning in %j', (time, zones) => {
  expect(daily(time)).toEqual(zones);
});

it('is weekly on Mondays, of the person', () => {
  // Sunday evening in New York is Monday morning in Seoul.
  expect(dueZones(['Asia/Seoul'], new Date('2026-11-23T00:00:00Z')).weekly).toEqual(['Asia/Seoul']);
  expect(dueZones(['Asia/Seoul'], new Date('2026-11-24T00:00:00Z')).weekly).toEqual([]);
  expect(dueZones(['America/New_York'], new Date('2026-11-23T14:00:00Z')).weekly).toEqual([
    'America/New_York',
  ]);
});

it('knows midnight as the hour 0', () => {
  expect(daily('2026-11-25T15:00:00Z')).not.toContain('Asia/Seoul');
});

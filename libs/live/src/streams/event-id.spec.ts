import { eventId, parseEventId } from './event-id.js';

it.each([
  { epoch: 0, seq: 0 },
  { epoch: 2_147_483_647, seq: 1 },
  { epoch: 17, seq: 2_147_483_647 },
])('reads what it wrote: %j', (place) => {
  expect(parseEventId(eventId(place))).toEqual(place);
});

it.each([
  '',
  '1',
  '-',
  '1-',
  '1-2-3',
  'A-1',
  '1_2',
  '1-\n',
  ' 1-2',
  'zzzzzz-1',
  '1-zzzzzz',
  '1234567-1',
])('refuses %j', (text) => {
  expect(() => parseEventId(text)).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ code: 'invalid-cursor' }) }),
  );
});

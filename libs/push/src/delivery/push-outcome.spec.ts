import { afterAnswer, afterFailure, GIVE_UP_AFTER } from './push-outcome.js';

const FIRST = { attempts: 0, age: 0 };
const answer = (status: number | null, retryAfter?: number) => ({ status, retryAfter });

it.each([
  [200, 'sent'],
  [201, 'sent'],
  [202, 'sent'],
  [404, 'gone'],
  [410, 'gone'],
  [301, 'refused'],
  [307, 'refused'],
  [400, 'refused'],
  [401, 'refused'],
  [403, 'refused'],
  [413, 'refused'],
  [429, 'failed'],
  [500, 'failed'],
  [503, 'failed'],
])('%d: %s', (status, result) => {
  expect(afterAnswer(FIRST, answer(status))).toMatchObject({ result, status });
});

it('refuses what may not be sent to', () => {
  expect(afterAnswer(FIRST, answer(null))).toEqual({ result: 'refused' });
});

it('waits longer after each failure, and at most an hour', () => {
  const waits = [0, 1, 2, 9, 40].map((attempts) => afterFailure({ attempts, age: 0 }));
  expect(waits).toEqual(
    [10, 20, 40, 3_600, 3_600].map((retryAfter) => ({ result: 'failed', retryAfter })),
  );
});

it('waits as long as the push service asks', () => {
  expect(afterAnswer(FIRST, answer(429, 900))).toEqual({
    result: 'failed',
    retryAfter: 900,
    status: 429,
  });
});

it('gives up what would be a day old', () => {
  expect(afterFailure({ attempts: 3, age: GIVE_UP_AFTER - 10 })).toEqual({ result: 'given-up' });
  expect(afterAnswer(FIRST, answer(503, GIVE_UP_AFTER + 1))).toEqual({
    result: 'given-up',
    status: 503,
  });
});

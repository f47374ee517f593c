import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { loggedError } from './logged-error.js';

describe('a logged error', () => {
  it('keeps type, message, stack and causes', () => {
    const error = new TypeError('outer', { cause: new Error('inner') });
    expect(loggedError(error)).toEqual({
      type: 'TypeError',
      message: 'outer',
      stack: error.stack,
      cause: expect.objectContaining({ type: 'Error', message: 'inner' }),
    });
  });

  it('keeps the statement of a database error, but no values', () => {
    const driverError = Object.assign(new Error('duplicate key value'), {
      code: '23505',
      constraint: 'uq_user_email',
      detail: 'Key (email)=(alice@example.org) already exists.',
    });
    const error = Object.assign(new Error('duplicate key value'), {
      query: 'insert into user_account (email) values ($1)',
      parameters: ['alice@example.org'],
      driverError,
    });
    const logged = loggedError(error);
    expect(logged).toMatchObject({
      query: 'insert into user_account (email) values ($1)',
      cause: { code: '23505', constraint: 'uq_user_email' },
    });
    expect(JSON.stringify(logged)).not.toContain('alice@example.org');
  });

  it.each<[string, { code?: string }]>([
    ['connect ECONNREFUSED 127.0.0.1:5432', { code: 'ECONNREFUSED' }],
    ['getaddrinfo EAI_AGAIN database', { code: 'EAI_AGAIN' }],
    ['terminating connection due to unexpected postmaster exit', { code: '57P01' }],
    ['Connection terminated unexpectedly', {}],
    ['timeout expired', {}],
    ['Query read timeout', {}],
    [new QueryRunnerAlreadyReleasedError().message, {}],
    [new QueryRunnerProviderAlreadyReleasedError().message, {}],
  ])('needs no stack when something is away: %s', (message, fields) => {
    const error = Object.assign(new Error(message), fields);
    for (const told of [error, new Error('A loop failed', { cause: error })]) {
      expect(JSON.stringify(loggedError(told))).not.toContain('stack');
    }
  });

  it('does not follow causes for ever', () => {
    const error = new Error('a');
    const other = new Error('b', { cause: error });
    error.cause = other;
    expect(() => JSON.stringify(loggedError(error))).not.toThrow();
  });

  it('takes anything that was thrown', () => {
    expect(loggedError('text')).toEqual({ type: 'string', message: 'text' });
    expect(loggedError(undefined)).toEqual({ type: 'undefined', message: 'undefined' });
  });
});

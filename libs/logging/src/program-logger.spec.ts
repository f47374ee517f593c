import { logTo } from './open-log.js';
import { ProgramLogger } from './program-logger.js';

it('keeps the values that errors of the database carry out of the framework’s lines', () => {
  const lines: string[] = [];
  const logger = new ProgramLogger(logTo('info', { write: (line) => lines.push(line) }));
  const refused = Object.assign(new Error('duplicate key'), {
    code: '23505',
    constraint: 'uq_user_email',
    detail: 'Key (email)=(somebody@example.org) already exists.',
    parameters: ['somebody@example.org'],
  });
  logger.error({ err: refused }, 'A job failed.', 'Jobs');
  logger.warn(Object.assign(new Error('other'), { where: 'somebody@example.org' }), 'Jobs');
  expect(lines).toHaveLength(2);
  expect(lines.join('')).toContain('uq_user_email');
  expect(lines.join('')).not.toContain('somebody@example.org');
});

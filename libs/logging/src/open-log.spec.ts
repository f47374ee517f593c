import { logTo } from './open-log.js';

describe('the log', () => {
  const written = (write: (log: ReturnType<typeof logTo>) => void): string => {
    const lines: string[] = [];
    write(logTo('info', { write: (line) => lines.push(line) }));
    return lines.join('');
  };

  it('keeps secrets and personal values to itself', () => {
    const secrets = {
      password: 's3cret',
      refreshToken: 's3cret',
      email: 's3cret',
      phone: 's3cret',
    };
    const text = written((log) => {
      log.info(secrets, 'top');
      log.info({ body: secrets }, 'below');
      log.info({ req: { headers: { authorization: 's3cret', cookie: 's3cret' } } }, 'deeper');
    });
    expect(text).not.toContain('s3cret');
    expect(text).toContain('"body":{"password":"***"');
  });

  it('writes lines that machines read', () => {
    const line = JSON.parse(written((log) => log.warn({ err: new TypeError('no') }, 'failed')));
    expect(line).toMatchObject({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      msg: 'failed',
      err: { type: 'TypeError', message: 'no', stack: expect.stringContaining('TypeError: no') },
    });
  });

  it('is silent when told so', () => {
    const lines: string[] = [];
    logTo('silent', { write: (line) => lines.push(line) }).fatal('no');
    expect(lines).toEqual([]);
  });
});

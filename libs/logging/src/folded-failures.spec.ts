import { logTo } from './open-log.js';

interface Line {
  readonly msg: string;
  readonly repeated?: number;
  readonly err?: { readonly stack?: string; readonly cause?: { readonly stack?: string } };
}

const stage = () => {
  const lines: Line[] = [];
  const log = logTo('info', { write: (line) => lines.push(JSON.parse(line) as Line) });
  return { log, lines };
};

const away = (port: number, { cause = new Error('the cause') } = {}): Error =>
  Object.assign(new Error(`connect ECONNREFUSED 127.0.0.1:${port}`, { cause }), {});

const refused = (port: number): Error =>
  Object.assign(new Error(`connect ECONNREFUSED 127.0.0.1:${port}`), { code: 'ECONNREFUSED' });

describe('failures that repeat', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('are told at once, then once a second with how many there were', () => {
    const { log, lines } = stage();
    for (let i = 1; i <= 500; i += 1) {
      log.warn({ err: new Error('outer', { cause: refused(5432) }) }, `GET /v1/posts [${i}]`);
    }
    expect(lines.map(({ msg }) => msg)).toEqual(['GET /v1/posts [1]']);
    jest.advanceTimersByTime(1_000);
    expect(lines.slice(1)).toMatchObject([{ msg: 'GET /v1/posts [500]', repeated: 499 }]);
    jest.advanceTimersByTime(10_000);
    expect(lines).toHaveLength(2);
  });

  it('stay within one line a second for as long as they go on', () => {
    const { log, lines } = stage();
    for (let tenth = 0; tenth < 50; tenth += 1) {
      log.error({ err: refused(6379) }, 'A job failed.');
      jest.advanceTimersByTime(100);
    }
    expect(lines.length).toBeGreaterThanOrEqual(5);
    expect(lines.length).toBeLessThanOrEqual(6);
  });

  it('are one cause whoever tells of them, and with whatever ids', () => {
    const { log, lines } = stage();
    log.warn({ err: refused(5432), context: 'Http' }, 'one');
    log.error({ err: refused(5432), context: 'Jobs' }, 'two');
    log.error(refused(5432));
    log.warn({ err: new Error('no object at private/0198a3b2c4d5.webp') }, 'three');
    log.warn({ err: new Error('no object at private/0298a3b2c4d6.webp') }, 'four');
    expect(lines.map(({ msg }) => msg)).toEqual(['one', 'three']);
  });

  it('do not hide other causes', () => {
    const { log, lines } = stage();
    log.warn({ err: refused(5432) }, 'database');
    log.warn({ err: refused(6379) }, 'redis');
    log.warn({ err: new TypeError('x is not a function') }, 'defect');
    log.warn({ err: new RangeError('x is not a function') }, 'other defect');
    expect(lines).toHaveLength(4);
  });

  it('take no more memory than a few hundred causes', () => {
    const { log, lines } = stage();
    const names = 'bcdfghjklmnpqrstvwxz';
    for (const a of names) {
      for (const b of names) {
        log.error({ err: new Error(`${a}${b}`) }, 'failed');
      }
    }
    expect(lines.length).toBeLessThan(names.length ** 2);
    jest.advanceTimersByTime(1_000);
    expect(lines.at(-1)?.repeated).toBeGreaterThan(100);
  });

  it('leave lines that are no failures alone', () => {
    const { log, lines } = stage();
    for (let i = 0; i < 3; i += 1) {
      log.info({ err: refused(1) }, 'told');
      log.error({ status: 503 }, 'GET /v1/posts 503');
      log.warn('a warning');
    }
    expect(lines).toHaveLength(9);
  });
});

describe('the stack of a failure', () => {
  it('is kept for a defect, and left out where something is away', () => {
    const { log, lines } = stage();
    log.error({ err: new TypeError('x is not a function') }, 'defect');
    log.warn({ err: new Error('failed query', { cause: refused(5432) }) }, 'away');
    const starting = Object.assign(new Error('the database system is starting up'), {
      code: '57P03',
    });
    log.warn({ err: starting }, 'starting');
    log.error({ err: away(5432) }, 'no code');
    expect(lines.map(({ err }) => err?.stack !== undefined)).toEqual([true, false, false, true]);
    expect(lines[1]?.err?.cause?.stack).toBeUndefined();
  });
});

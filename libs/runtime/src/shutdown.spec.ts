import { logTo } from '#libs/logging';
import { Shutdown, StopRequested } from './shutdown.js';

const times = { delay: 0, limit: 1_000, lastLimit: 1_000 };
const started = Promise.resolve();
const hanging = () => new Promise<void>(() => undefined);

describe('the way down', () => {
  let shutdown: Shutdown;
  let done: string[];
  const step = (name: string) => async () => {
    await Promise.resolve();
    done.push(name);
  };

  beforeEach(() => {
    shutdown = new Shutdown(logTo('silent', { write: () => undefined }));
    done = [];
  });

  it('is announced, then goes backwards, and ends with what would outlive the process', async () => {
    shutdown.onStop('server', step('server'), { last: true });
    shutdown.onStop('pool', step('pool'));
    shutdown.onStop('port', step('port'));
    shutdown.onAnnounce(() => done.push('announced'));
    await expect(shutdown.stop(started, times)).resolves.toBe(true);
    expect(done).toEqual(['announced', 'port', 'pool', 'server']);
  });

  it('is gone once, however often it is asked for', async () => {
    shutdown.onStop('port', step('port'));
    await Promise.all([shutdown.stop(started, times), shutdown.stop(started, times)]);
    expect(done).toEqual(['port']);
  });

  it('goes on after a step that fails', async () => {
    shutdown.onStop('pool', step('pool'));
    shutdown.onStop('port', () => Promise.reject(new Error('no')));
    await expect(shutdown.stop(started, times)).resolves.toBe(false);
    expect(done).toEqual(['pool']);
  });

  it('gives up what hangs, but never the last steps', async () => {
    shutdown.onStop('server', step('server'), { last: true });
    shutdown.onStop('port', hanging);
    await expect(shutdown.stop(started, { ...times, limit: 20 })).resolves.toBe(false);
    expect(done).toEqual(['server']);
  });

  it('leaves even the last steps when they hang, all of them at the same moment', async () => {
    jest.useFakeTimers();
    try {
      shutdown.onStop('traces', hanging, { last: true });
      shutdown.onStop('server', hanging, { last: true });
      const stopped = shutdown.stop(started, times);
      await jest.advanceTimersByTimeAsync(times.lastLimit);
      await expect(stopped).resolves.toBe(false);
    } finally {
      jest.useRealTimers();
    }
  });

  it('is cut short by a second order', async () => {
    shutdown.onStop('server', step('server'), { last: true });
    shutdown.onStop('port', hanging);
    const stopped = shutdown.stop(started, { delay: 600_000, limit: 600_000, lastLimit: 1_000 });
    shutdown.stopNow();
    await expect(stopped).resolves.toBe(false);
    expect(done).toEqual(['server']);
  });

  it('ends a start that is still under way, and takes back what it made', async () => {
    let fetched: () => void = () => undefined;
    const fetching = new Promise<void>((resolve) => {
      fetched = resolve;
    });
    const start = (async () => {
      await fetching;
      shutdown.onStop('server', step('server'), { last: true });
      done.push('started');
    })();
    const stopped = shutdown.stop(start, times);
    fetched();
    await expect(start).rejects.toThrow(StopRequested);
    await stopped;
    expect(done).toEqual(['server']);
  });
});

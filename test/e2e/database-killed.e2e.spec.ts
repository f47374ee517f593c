import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { person } from './support/people.js';
import { Program } from './support/program.js';

let program: Program;
const others: Program[] = [];

beforeEach(async () => {
  program = await Program.prepare();
  await program.start();
});
afterEach(async () => {
  await Promise.all(others.splice(0).map((other) => other.end('SIGINT')));
  await program.remove();
});

/** Another process on the same folder, as a second API would be. */
const beside = async (): Promise<Program> => {
  const other = await Program.prepare({ DATA_DIR: program.dataDir });
  others.push(other);
  await other.start();
  return other;
};

const readiness = async ({ url }: Program): Promise<number> => {
  const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
  return answer?.status ?? 0;
};

/** Waits for what the program must bring about as long as it runs. */
const until = (holds: () => Promise<boolean>): Promise<unknown> =>
  program.eventually(async () => {
    if (program.ended) {
      throw new Error('The program has ended.');
    }
    return holds();
  });

/** Kills PostgreSQL as the system does when memory is short, and waits until another one runs and all are ready. */
const killPostgres = async (programs: readonly Program[]): Promise<void> => {
  const before = await program.postgres();
  process.kill(before!, 'SIGKILL');
  await until(async () => {
    const now = await program.postgres();
    return now !== undefined && now !== before;
  });
  for (const one of programs) {
    await until(async () => (await readiness(one)) === 200);
  }
};

/** Whether there was such a process. */
const kill = (pid: number): boolean => {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
};

/** A sign-up, repeated as a client repeats what was unavailable. */
const enter = async (name: string): Promise<void> => {
  const given = { email: `${name}@killed.test`, nickname: name };
  await until(() =>
    person(name, given, program).then(
      () => true,
      (error: unknown) => String(error).startsWith('Error: 409 '),
    ),
  );
};

describe('an embedded PostgreSQL that is killed', () => {
  it('is started again each time, keeps what was stored, and lets writes and jobs go on', async () => {
    for (let round = 0; round < 4; round += 1) {
      await enter(`round${round}`);
      await killPostgres([program]);
    }
    await enter('last');
    const people = await fetch(`${program.url}/v1/users?limit=100`);
    const { items } = (await people.json()) as { items: unknown[] };
    expect(items).toHaveLength(5);
    expect(await program.maru('reconcile')).toContain('0 counters were wrong');
    expect(await program.end('SIGINT')).toBe(0);
    expect(await program.postgres()).toBeUndefined();
  });

  it('is started again once by processes that share it, and by the one that is left', async () => {
    const other = await beside();
    await killPostgres([program, other]);
    await killPostgres([program, other]);
    await other.end('SIGKILL');
    await killPostgres([program]);
    expect(await readiness(program)).toBe(200);
  });

  it('is started again when it is killed while it starts', async () => {
    const file = join(program.dataDir, 'postgres/data/postmaster.pid');
    process.kill((await program.postgres())!, 'SIGKILL');
    for (let killed = 0; killed < 3 && !program.ended;) {
      const [pid] = (await readFile(file, 'utf8').catch(() => '')).split('\n');
      // Whatever state it is in: as soon as a process is named, it is killed.
      if (Number(pid) > 0 && kill(Number(pid))) {
        killed += 1;
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    await until(async () => (await readiness(program)) === 200);
  });

  it('costs the log a line per cause and second, without a stack, however much is asked for', async () => {
    program.output = '';
    process.kill((await program.postgres())!, 'SIGKILL');
    let [answers, asking] = [0, true];
    const crowd = Array.from({ length: 8 }, async () => {
      while (asking) {
        const answer = await fetch(`${program.url}/v1/posts`);
        await answer.arrayBuffer();
        answers += 1;
      }
    });
    await until(() => Promise.resolve(program.output.includes('is back')));
    await until(async () => answers > 200 && (await readiness(program)) === 200);
    asking = false;
    await Promise.all(crowd);
    const told = [...program.output.matchAll(/^\[(\S+)\] \w+: (.* is unavailable)/gm)];
    const seconds = new Set(told.map(([, second]) => second)).size;
    // A loss shows itself in a handful of ways: refused, reset, ended, starting.
    expect(told.length).toBeLessThanOrEqual(8 * (seconds + 1));
    expect(program.output).not.toMatch(/^\s+at /m);
  });

  it('ends the program in a clear line when its port is taken meanwhile', async () => {
    const file = join(program.dataDir, 'postgres/port');
    const port = Number(await readFile(file, 'utf8'));
    program.output = '';
    process.kill((await program.postgres())!, 'SIGKILL');
    const thief = createServer((socket) => socket.destroy());
    await until(async () => {
      thief.listen(port, '127.0.0.1');
      return once(thief, 'listening').then(
        () => true,
        () => false,
      );
    });
    await program.eventually(() => Promise.resolve(program.ended));
    thief.close();
    expect(program.output).toMatch(/FATAL: .*another program listens on its port \d+/);
    expect(program.output).not.toMatch(/^\s+at /m);
  });
});

import { once } from 'node:events';
import { createServer } from 'node:net';
import { Program } from './support/program.js';

const programs: Program[] = [];
const prepare = async (settings: Record<string, string> = {}): Promise<Program> => {
  const program = await Program.prepare(settings);
  programs.push(program);
  return program;
};
afterEach(async () => {
  for (const program of programs.splice(0)) {
    await program.remove();
  }
});

describe('a program', () => {
  it('starts on an empty folder, plants the demo community, and tells how to log in', async () => {
    const program = await prepare({ DEMO_DATA: 'true' });
    await program.start();
    const logins = [...program.output.matchAll(/log in as\s+(\S+)\s+(\S+)/g)];
    expect(logins).toHaveLength(2);
    expect(program.output).toContain('/docs');
    const [, email, password] = logins[0]!;
    const login = await fetch(`${program.url}/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    expect(login.status).toBe(200);
    const users = (await (await fetch(`${program.url}/v1/users`)).json()) as { items: unknown[] };
    expect(users.items).toHaveLength(8);
    await program.end('SIGINT');
    // Once is enough: the second start leaves people alone.
    await program.start();
    const again = (await (await fetch(`${program.url}/v1/users`)).json()) as { items: unknown[] };
    expect(again.items).toHaveLength(8);
    expect(await program.maru('reconcile')).toContain('0 counters were wrong');
  });

  it('ends with its database on Ctrl-C, and starts again on its data', async () => {
    const program = await prepare();
    await program.start();
    expect(await program.postgres()).toBeDefined();
    expect(await program.end('SIGINT')).toBe(0);
    expect(await program.postgres()).toBeUndefined();
    await program.start();
    expect(await program.end('SIGTERM')).toBe(0);
    expect(await program.postgres()).toBeUndefined();
  });

  it('recovers after kill -9, while its PostgreSQL still runs and when that was killed too', async () => {
    const program = await prepare();
    await program.start();
    await program.end('SIGKILL');
    const left = await program.postgres();
    expect(left).toBeDefined();
    await program.start();
    expect(await program.postgres()).toBe(left);
    await program.end('SIGKILL');
    process.kill(left!, 'SIGKILL');
    await program.start();
    expect(await program.end('SIGINT')).toBe(0);
  });

  it('says in one line that its port is taken', async () => {
    const program = await prepare();
    const other = createServer().listen(program.port, '127.0.0.1');
    await once(other, 'listening');
    const child = program.spawn();
    await once(child, 'exit');
    other.close();
    expect(child.exitCode).toBe(1);
    expect(program.output).toMatch(/^PORT: .*\b\d+\b.*PORT/m);
    expect(program.output).not.toMatch(/^\s+at /m);
    expect(await program.postgres()).toBeUndefined();
  });

  it('says in one line each which settings are wrong', async () => {
    const program = await prepare({ WORKER: 'sometimes', LOG_LEVEL: 'loud' });
    const child = program.spawn();
    await once(child, 'exit');
    expect(child.exitCode).toBe(1);
    expect(program.output.trim().split('\n')).toEqual([
      expect.stringMatching(/^WORKER: /),
      expect.stringMatching(/^LOG_LEVEL: /),
    ]);
  });

  it('says in one line that its database can’t be reached', async () => {
    const program = await prepare({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
    const child = program.spawn();
    await once(child, 'exit');
    expect(child.exitCode).toBe(1);
    expect(program.output.trim()).toMatch(/^DATABASE_URL: [^\n]*$/);
  });
});

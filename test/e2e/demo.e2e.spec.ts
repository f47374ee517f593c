import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Program } from './support/program.js';

interface Login {
  readonly email: string;
  readonly password: string;
}

let program: Program;

beforeEach(async () => {
  program = await Program.prepare({ DEMO_DATA: 'true' });
});
afterEach(() => program.remove());

const told = (): Login[] =>
  [...program.output.matchAll(/log in as\s+(\S+)\s+(\S+)/g)].map(([, email, password]) => ({
    email: email!,
    password: password!,
  }));
const file = (): string => join(program.dataDir, 'demo-logins.json');

/** What is told by one start. */
const start = async (): Promise<Login[]> => {
  program.output = '';
  await program.start();
  return told();
};

const call = (method: string, path: string, body: object, token?: string): Promise<Response> =>
  fetch(`${program.url}/v1${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });

const logIn = async ({ email, password }: Login): Promise<string> => {
  const answer = await call('POST', '/auth/login', { email, password });
  expect(answer.status).toBe(200);
  const { tokens } = (await answer.json()) as { tokens: { accessToken: string } };
  return tokens.accessToken;
};

it('shows its people rooms in which others have written, with a picture and a request', async () => {
  const [haneul] = await start();
  const token = await logIn(haneul!);
  const rooms = async (query: string) => {
    const answer = await fetch(`${program.url}/v1/rooms${query}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { items } = (await answer.json()) as {
      items: { id: string; state: string; partner: { nickname: string }; unreadCount: number }[];
    };
    return items;
  };
  const open = await rooms('');
  expect(open.map(({ partner, state }) => [partner.nickname, state])).toEqual([
    ['oliver', 'open'],
    ['mina', 'open'],
  ]);
  expect(open.every(({ unreadCount }) => unreadCount > 0)).toBe(true);
  expect(await rooms('?state=request')).toMatchObject([{ partner: { nickname: 'marco' } }]);
  const answer = await fetch(`${program.url}/v1/rooms/${open[0]!.id}/messages`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { items } = (await answer.json()) as { items: { images: { altText: string }[] }[] };
  expect(items.flatMap(({ images }) => images)).toMatchObject([
    { altText: 'Hills in the morning light' },
  ]);
});

it('shows its people stories of those whom they follow', async () => {
  const [haneul] = await start();
  const answer = await fetch(`${program.url}/v1/feeds/stories`, {
    headers: { authorization: `Bearer ${await logIn(haneul!)}` },
  });
  const { items } = (await answer.json()) as {
    items: { author: { nickname: string }; unseenCount: number }[];
  };
  expect(items.map(({ author, unseenCount }) => [author.nickname, unseenCount])).toEqual([
    ['oliver', 1],
    ['mina', 2],
  ]);
});

describe('the log-ins of the demo', () => {
  it('are told at every start, and work, and lie in a file of their owner only', async () => {
    const first = await start();
    expect(first).toHaveLength(2);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    await program.end('SIGINT');
    const second = await start();
    expect(second).toEqual(first);
    for (const login of second) {
      await logIn(login);
    }
  });

  it('are told as long as their people have that password and are there', async () => {
    const [one, other] = await start();
    const changed = await call(
      'PUT',
      '/me/password',
      { currentPassword: one!.password, newPassword: 'another walnut 4711' },
      await logIn(one!),
    );
    expect(changed.status).toBeLessThan(300);
    await program.end('SIGINT');
    expect(await start()).toEqual([other]);
    const gone = await call('DELETE', '/me', { password: other!.password }, await logIn(other!));
    expect(gone.status).toBe(204);
    await program.end('SIGINT');
    expect(await start()).toEqual([]);
    await expect(readFile(file())).rejects.toThrow('ENOENT');
  });

  it('are not missed by a start whose file of them is damaged or gone', async () => {
    await start();
    await program.end('SIGINT');
    await writeFile(file(), '{"half');
    expect(await start()).toEqual([]);
    await program.end('SIGINT');
    await rm(file(), { force: true });
    expect(await start()).toEqual([]);
  });
});

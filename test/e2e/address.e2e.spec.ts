import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { uploads } from './support/acts.js';
import { person } from './support/people.js';
import { Program } from './support/program.js';

const programs: Program[] = [];
const prepare = async (settings: Record<string, string>): Promise<Program> => {
  const program = await Program.prepare(settings);
  programs.push(program);
  return program;
};
afterEach(async () => {
  for (const program of programs.splice(0)) {
    await program.remove();
  }
});

/** Starts it and waits for the address that it prints. */
const printed = async (program: Program): Promise<string> => {
  const child = program.spawn();
  for (;;) {
    const [, address] = /^\s+Maru\s+(\S+)\/v1$/m.exec(program.output) ?? [];
    if (address !== undefined) {
      return address;
    }
    if (child.exitCode !== null) {
      throw new Error(program.output);
    }
    await once(child.stdout!, 'data');
  }
};

const firstMail = async ({ dataDir }: Program): Promise<string> => {
  const folder = join(dataDir, 'mail');
  for (;;) {
    const mail = (await readdir(folder).catch(() => [])).find((name) => name.endsWith('.eml'));
    if (mail !== undefined) {
      return readFile(join(folder, mail), 'utf8');
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

describe('a program that takes any free port', () => {
  it.each([
    ['of IPv4', {}, /^http:\/\/localhost:[1-9]\d+$/],
    ['of IPv6', { HOST: '::1' }, /^http:\/\/\[::1\]:[1-9]\d+$/],
    ['of IPv6 in brackets', { HOST: '[::1]' }, /^http:\/\/\[::1\]:[1-9]\d+$/],
  ])('%s prints, mails and serves its real address', async (_name, settings, form) => {
    const program = await prepare({ PORT: '0', ...settings });
    const address = await printed(program);
    expect(address).toMatch(form);
    const document = (await (await fetch(`${address}/openapi.json`)).json()) as {
      servers: { url: string }[];
    };
    expect(document.servers.map(({ url }) => url)).toEqual([address]);
    const somebody = await person('somebody', {}, { url: address });
    expect(await firstMail(program)).toContain(`${address}/verify-email?token=`);
    const medium = JSON.stringify(
      await uploads(somebody, await readFile('test/fixtures/river.jpg')),
    );
    const addresses = [...medium.matchAll(/"(https?:[^"?]*)/g)].map(([, url]) => url);
    expect(addresses.filter((url) => !url!.startsWith(`${address}/`))).toEqual([]);
    const page = await (await fetch(address)).text();
    expect(page).toContain(`${address}/docs`);
  });
});

describe('the front page', () => {
  it('tells what this is, leads on, and holds a call that works', async () => {
    const program = await prepare({});
    await program.start();
    const answer = await fetch(program.url);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toContain(`default-src 'none'`);
    const page = await answer.text();
    const links = [...page.matchAll(/href="(http[^"]+)"/g)].map(([, url]) => url!);
    expect(links.map((url) => new URL(url).pathname)).toEqual([
      '/docs',
      '/openapi.json',
      '/health',
      '/version',
    ]);
    const [, called] = /curl '([^']+)'/.exec(page)!;
    for (const url of [...links, called!]) {
      expect((await fetch(url)).status).toBe(200);
    }
    expect([...page.matchAll(/\b(?:src|@import|url\()/g)]).toEqual([]);
    const head = await fetch(program.url, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([
      200,
      String(Buffer.byteLength(page)),
    ]);
    const posted = await fetch(program.url, { method: 'POST' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('follows the public address, and offers no call that would be refused', async () => {
    const program = await prepare({
      PUBLIC_URL: "https://maru.example.org/it's&<more>",
      PUBLIC_READS: 'false',
    });
    await program.start();
    const page = await (await fetch(program.url)).text();
    expect(page).toContain(`curl 'https://maru.example.org/it%27s&amp;%3Cmore%3E/version'`);
    expect(page).not.toMatch(/<more>|localhost/);
  });
});

describe('a start', () => {
  it('is refused in one line by a setting that is kept for later', async () => {
    const program = await prepare({ DATABASE_REPLICA_URLS: 'postgres://replica/maru' });
    await once(program.spawn(), 'exit');
    expect(program.output.trim()).toMatch(
      /^DATABASE_REPLICA_URLS: it is not supported yet\. [^\n]+$/,
    );
  });
});

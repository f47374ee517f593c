import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, type S3Store, s3Store } from '#libs/testing';
import { maruClient } from '../../e2e/client/client.js';
import { publishes, uploads } from '../../e2e/support/acts.js';
import { ok, person } from '../../e2e/support/people.js';
import { type DebianPostgres, debianPostgres } from '../support/debian-postgres.js';
import { freePort } from '../support/free-port.js';
import { productionSettings } from '../support/production.js';
import { appUrl, makeRoles } from '../support/roles.js';
import { Running } from '../support/running.js';
import { rowsOf } from '../support/sql.js';
import { whenInstalled } from '../support/when-installed.js';

interface Place {
  readonly env: Record<string, string>;
}

whenInstalled(['pg_ctl', 'pg_dump', 'psql', 'rclone'], (pgCtl) => {
  let postgres: DebianPostgres;
  let folder: string;
  const stores: S3Store[] = [];

  beforeAll(async () => {
    postgres = await debianPostgres(pgCtl);
    folder = await mkdtemp(join(tmpdir(), 'maru backup '));
  });
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.stop()));
    await postgres.stop();
    await rm(folder, { recursive: true });
  });

  /** An empty database of the programs' role and an empty store. */
  async function place(name: string, inS3: boolean): Promise<Place> {
    const database = await postgres.database(name);
    await makeRoles(database);
    const env = {
      ...productionSettings(join(folder, name)),
      DATABASE_URL: appUrl(database),
      RATE_LIMIT: 'off',
      WORKER: 'inline',
    };
    if (!inS3) {
      return { env };
    }
    const store = await s3Store();
    stores.push(store);
    return { env: { ...env, ...store.env } };
  }

  const maru = (at: Place, ...words: string[]) =>
    ended(process.execPath, ['dist/apps/cli/src/main.js', ...words], at);
  const script = (name: string, at: Place, ...words: string[]) =>
    ended(`deploy/scripts/${name}.sh`, words, at);

  async function api(at: Place): Promise<{ running: Running; url: string }> {
    const port = await freePort();
    const running = Running.spawn(process.execPath, ['dist/apps/api/src/main.js'], {
      env: { ...at.env, PORT: String(port) },
    });
    const url = `http://127.0.0.1:${port}`;
    await running.ready(`${url}/health/ready`);
    return { running, url };
  }

  describe.each([
    ['on the local disk', false],
    ['in S3', true],
  ])('with media %s', (_where, inS3) => {
    test('what was backed up is there again after a restore, byte by byte', async () => {
      const kind = inS3 ? 's3' : 'disk';
      const from = await place(`from_${kind}`, inS3);
      succeeded(await maru(from, 'migrate'));
      const before = await api(from);
      const member = await person('member', {}, before);
      const { id: mediaId } = await uploads(member);
      const { id: postId } = await publishes(member, {
        body: '남겨 둘 글',
        mediaIds: [mediaId],
      });
      const params = { path: { postId } };
      const read = async (url: string) =>
        ok(await maruClient(undefined, { url }).GET('/v1/posts/{postId}', { params }));
      const told = await eventually(
        () => read(before.url),
        ({ images }) => images[0]?.status === 'ready',
      );
      const picture = await bytes(told.images[0]!.url!);
      await before.running.stop();

      const backups = join(folder, `backups-${kind}`);
      const path = succeeded(await script('backup', from, backups)).trim();

      const to = await place(`to_${kind}`, inS3);
      succeeded(await script('restore', to, path));
      const restored = await rowsOf(
        to.env['DATABASE_URL']!,
        `select distinct relowner::regrole::text as owner from pg_class
         where relnamespace::regnamespace::text !~ '^(pg_|information_schema$)'`,
      );
      expect(restored).toEqual([{ owner: 'maru_app' }]);
      succeeded(await maru(to, 'migrate'));
      succeeded(await maru(to, 'reconcile'));
      const after = await api(to);
      const again = await read(after.url);
      expect({ ...again, images: [], viewCount: 0 }).toEqual({ ...told, images: [], viewCount: 0 });
      const moved = new URL(again.images[0]!.url!);
      expect(await bytes(moved.href)).toEqual(picture);
      const login = await fetch(`${after.url}/v1/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: member.email, password: member.password }),
      });
      expect(login.status).toBe(200);
      await after.running.stop();

      // Never over what is there.
      expect(await script('restore', to, path)).toMatchObject({
        status: 1,
        told: expect.stringContaining('not empty'),
      });
      const other = await place(`other_${kind}`, inS3);
      const half = { env: { ...to.env, DATABASE_URL: other.env['DATABASE_URL']! } };
      expect(await script('restore', half, path)).toMatchObject({
        status: 1,
        told: expect.stringContaining('there are media in the target already'),
      });
      // Never without the pictures that the database knows.
      const apart = { env: { ...other.env, DATABASE_URL: from.env['DATABASE_URL']! } };
      expect(await script('backup', apart, backups)).toMatchObject({
        status: 1,
        told: expect.stringContaining('is this the right store?'),
      });
      expect(await readdir(backups)).toHaveLength(1);
      // Never from a damaged one.
      await appendFile(join(path, 'database.dump'), 'x');
      expect(await script('restore', other, path)).toMatchObject({
        status: 1,
        told: expect.stringContaining('damaged'),
      });
    });
  });

  test('a backup that fails leaves nothing, and none is removed for it', async () => {
    const at = await place('failing', false);
    const backups = join(folder, 'failing-backups');
    const broken = {
      env: { ...at.env, DATABASE_URL: 'postgres://maru@127.0.0.1:1/none', KEEP: '1' },
    };
    succeeded(await maru(at, 'migrate'));
    succeeded(await script('backup', at, backups));
    expect((await script('backup', broken, backups)).status).not.toBe(0);
    expect(await readdir(backups)).toHaveLength(1);
  });
});

interface Ended {
  readonly status: number | null;
  readonly told: string;
}

/** What a program told. @throws Error with it when the program failed */
function succeeded({ status, told }: Ended): string {
  if (status !== 0) {
    throw new Error(`Ended with ${String(status)}:\n${told}`);
  }
  return told;
}

/** Runs a program to its end. */
async function ended(program: string, words: readonly string[], { env }: Place): Promise<Ended> {
  const running = Running.spawn(program, words, { env });
  return { status: await running.ended(), told: running.output };
}

async function bytes(url: string): Promise<Buffer> {
  const answer = await fetch(url);
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}

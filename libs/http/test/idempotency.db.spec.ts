import { sql, UnitOfWork } from '#libs/database';
import { defineProblem, DomainError, type UserId } from '#libs/kernel';
import { type TestHttp, testHttp } from '#libs/testing';
import { IdempotencyJobs } from '../src/idempotency/idempotency.jobs.js';
import { AccessTokens, IdempotencyRepository } from '../src/index.js';
import { seen, setWork } from './sample.controller.js';
import { bearer, SampleModule } from './sample-app.js';

const Refused = defineProblem({
  code: 'spec-refused',
  kind: 'refused',
  title: 'Refused.',
  help: '-',
});

describe('an idempotency key', () => {
  let http: TestHttp;
  let app: TestHttp['nest'];

  beforeAll(async () => {
    http = await testHttp({ modules: [SampleModule] });
    app = http.nest;
    await http.sql('create table spec_note (id serial primary key, title text not null)');
  });
  beforeEach(() => {
    seen.writes = 0;
    setWork(undefined);
  });
  afterAll(() => http.close());

  let keys = 0;
  const newKey = (): string => `key ${(keys += 1)}`;

  const write = (key: string, payload: object, user = '11', session = '1') =>
    app.inject({
      method: 'POST',
      url: '/v1/notes',
      headers: {
        authorization: bearer(app.get(AccessTokens), session, user),
        'idempotency-key': key,
      },
      payload,
    });

  it('gives the first answer again, headers too, and does the work once', async () => {
    const key = newKey();
    const first = await write(key, { title: 'x', amount: 1 });
    const again = await write(key, { amount: 1.0, title: 'x' });
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect([again.statusCode, again.body]).toEqual([201, first.body]);
    for (const name of ['location', 'etag', 'content-type']) {
      expect(again.headers[name]).toBe(first.headers[name]);
    }
    expect(seen.writes).toBe(1);
  });

  it('belongs to one person and one request', async () => {
    const key = newKey();
    await write(key, { title: 'x' });
    expect((await write(key, { title: 'y' })).json()).toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    });
    expect((await write(key, { title: 'y' }, '12')).statusCode).toBe(201);
    const elsewhere = await app.inject({
      method: 'POST',
      url: '/v1/notes/drafts',
      headers: {
        authorization: bearer(app.get(AccessTokens), '1', '11'),
        'idempotency-key': key,
      },
      payload: { title: 'x' },
    });
    expect(elsewhere.statusCode).toBe(422);
  });

  it.each(['', 'x'.repeat(256), 'schlüssel', 'tab\there'])(
    'is refused when it is %j',
    async (key) => {
      const answer = await write(key, { title: 'x' });
      expect(answer.json()).toMatchObject({ status: 400, code: 'validation-failed' });
      expect(seen.writes).toBe(0);
    },
  );

  it('does the work once for many that come at once', async () => {
    const key = newKey();
    let open: () => void = () => undefined;
    const othersAnswered = new Promise<void>((resolve) => (open = resolve));
    setWork(() => othersAnswered);
    let answered = 0;
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const answer = await write(key, { title: 'x' });
        answered += 1;
        if (answered === 19) {
          open();
        }
        return answer;
      }),
    );
    const statuses = answers.map(({ statusCode }) => statusCode);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(19);
    expect(answers.find(({ statusCode }) => statusCode === 409)?.json()).toMatchObject({
      code: 'idempotency-in-progress',
    });
    expect(seen.writes).toBe(1);
    expect((await write(key, { title: 'x' })).statusCode).toBe(201);
    expect(seen.writes).toBe(1);
  });

  it('keeps what the rules refused', async () => {
    const key = newKey();
    setWork(() => Promise.reject(new DomainError(Refused, { detail: 'This time.' })));
    const first = await write(key, { title: 'x' });
    setWork(undefined);
    const again = await write(key, { title: 'x' });
    expect(again.statusCode).toBe(422);
    expect(again.headers['idempotent-replayed']).toBe('true');
    const told = (answer: typeof first) => ({ ...answer.json<object>(), requestId: undefined });
    expect(told(again)).toEqual(told(first));
    expect(seen.writes).toBe(1);
  });

  it('does not keep what came before the work, nor defects', async () => {
    const key = newKey();
    expect((await write(key, { title: '' })).statusCode).toBe(400);
    setWork(() => Promise.reject(new Error('defect')));
    expect((await write(key, { title: 'x' })).statusCode).toBe(500);
    setWork(() => Promise.reject(Object.assign(new Error('lost'), { code: '40001' })));
    expect((await write(key, { title: 'x' })).statusCode).toBe(503);
    setWork(undefined);
    const answer = await write(key, { title: 'other' });
    expect(answer.statusCode).toBe(201);
    expect(answer.headers['idempotent-replayed']).toBeUndefined();
  });

  it('of a crashed holder is free after a minute, and the holder can do nothing with it any more', async () => {
    const key = newKey();
    let finish: () => void = () => undefined;
    const started = new Promise<void>((resolve) => {
      setWork(async () => {
        await app.get(UnitOfWork).execute(sql`insert into spec_note (title) values ('slow')`);
        resolve();
        await new Promise<void>((done) => (finish = done));
      });
    });
    const slow = write(key, { title: 'x' });
    await started;
    expect((await write(key, { title: 'x' })).statusCode).toBe(409);
    await http.sql(`update idempotency_key set locked_until = now() where key = $1`, [key]);
    setWork(undefined);
    expect((await write(key, { title: 'x' })).statusCode).toBe(201);
    finish();
    expect((await slow).statusCode).toBe(409);
    expect(await http.sql("select from spec_note where title = 'slow'")).toEqual([]);
  });

  it('is forgotten after 24 hours, and with its person', async () => {
    const key = newKey();
    await write(key, { title: 'x' });
    await http.sql(`update idempotency_key set expires_at = now() where key = $1`, [key]);
    expect((await write(key, { title: 'y' })).statusCode).toBe(201);
    await http.sql(`update idempotency_key set expires_at = now() where key = $1`, [key]);
    await http.get(IdempotencyJobs).removeExpired();
    expect(await http.sql('select from idempotency_key where key = $1', [key])).toEqual([]);
    await write(key, { title: 'x' });
    await write(key, { title: 'x' }, '12');
    await http.get(IdempotencyRepository).forget('11' as UserId);
    expect(await http.sql("select from idempotency_key where user_id = '11'")).toEqual([]);
    expect(await http.sql("select from idempotency_key where user_id = '12'")).not.toEqual([]);
  });

  describe('of an upload', () => {
    const send = (key: string, bytes: string, altText?: string) => {
      const form = [
        ...(altText === undefined
          ? []
          : ['--b', 'content-disposition: form-data; name="altText"', '', altText]),
        '--b',
        'content-disposition: form-data; name="file"; filename="a.png"',
        '',
        bytes,
        '--b--',
        '',
      ];
      return app.inject({
        method: 'POST',
        url: '/v1/notes/files',
        headers: {
          authorization: bearer(app.get(AccessTokens), '1', '11'),
          'idempotency-key': key,
          'content-type': 'multipart/form-data; boundary=b',
        },
        payload: form.join('\r\n'),
      });
    };

    it('compares bytes and fields', async () => {
      const key = newKey();
      const first = await send(key, 'bytes', 'cat');
      expect(first.statusCode).toBe(201);
      const again = await send(key, 'bytes', 'cat');
      expect([again.statusCode, again.body]).toEqual([201, first.body]);
      expect(again.headers['idempotent-replayed']).toBe('true');
      expect(seen.writes).toBe(1);
      expect((await send(key, 'other', 'cat')).statusCode).toBe(422);
      expect((await send(key, 'bytes', 'dog')).statusCode).toBe(422);
      expect((await send(key, 'bytes')).statusCode).toBe(422);
      expect(seen.writes).toBe(1);
    });

    it('does not keep what was too large', async () => {
      const key = newKey();
      expect((await send(key, 'x'.repeat(1001))).statusCode).toBe(413);
      expect((await send(key, 'x')).statusCode).toBe(201);
    });
  });
});

import { createHmac } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccessTokens } from '../src/index.js';
import { bearer, sampleApp } from './sample-app.js';

describe('access', () => {
  let app: NestFastifyApplication;
  let token: (session?: string, user?: string) => string;

  beforeAll(async () => {
    ({ app, token } = await sampleApp());
  });
  afterAll(() => app.close());

  const get = (url: string, authorization?: string) =>
    app.inject({
      method: 'GET',
      url,
      headers: authorization === undefined ? {} : { authorization },
    });

  it('is open to anyone for reads, with and without a person', async () => {
    expect((await get('/v1/notes/whoami')).json()).toEqual({ city: 'nobody' });
    expect((await get('/v1/notes/whoami', token())).json()).toEqual({ city: 'user' });
  });

  it('asks for a person, and says how', async () => {
    const answer = await get('/v1/notes/admin');
    expect(answer.json()).toMatchObject({ status: 401, code: 'unauthenticated' });
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="maru"');
  });

  it('ranks the roles of the session', async () => {
    expect((await get('/v1/notes/admin', token('1'))).json()).toMatchObject({
      code: 'forbidden',
      status: 403,
    });
    expect((await get('/v1/notes/admin', token('2'))).statusCode).toBe(204);
    expect((await get('/v1/notes/admin', token('3'))).statusCode).toBe(204);
  });

  it('ends with the session', async () => {
    const answer = await get('/v1/notes/whoami', token('9'));
    expect(answer.json()).toMatchObject({ status: 401, code: 'token-revoked' });
    expect(answer.headers['www-authenticate']).toContain('invalid_token');
  });

  it.each(['Bearer', 'Bearer x', 'Basic abc', 'Bearer a.b.c', ''])(
    'refuses the header "%s" on public reads too',
    async (authorization) => {
      expect((await get('/v1/notes/whoami', authorization)).json()).toMatchObject({
        status: 401,
        code: 'unauthenticated',
      });
    },
  );

  const forged = (change: {
    payload?: object;
    secret?: string;
    expiresIn?: number;
    algorithm?: 'HS512';
  }) => {
    const valid = new JwtService().decode<{ header: { kid: string } }>(token().slice(7), {
      complete: true,
    });
    return `Bearer ${new JwtService().sign(
      { sub: '11', sid: '1', typ: 'access', ...change.payload },
      {
        secret: change.secret ?? 's'.repeat(32),
        keyid: valid.header.kid,
        algorithm: change.algorithm ?? 'HS256',
        expiresIn: change.expiresIn ?? 60,
      },
    )}`;
  };

  it('tells an expired token from a false one', async () => {
    expect((await get('/v1/notes/whoami', forged({}))).statusCode).toBe(200);
    expect((await get('/v1/notes/whoami', forged({ expiresIn: -1 }))).json()).toMatchObject({
      code: 'token-expired',
    });
    for (const change of [
      { payload: { typ: 'refresh' } },
      { payload: { typ: undefined } },
      { payload: { sub: 'x' } },
      { secret: 'x'.repeat(32) },
      { algorithm: 'HS512' as const },
    ]) {
      expect((await get('/v1/notes/whoami', forged(change))).json()).toMatchObject({
        code: 'unauthenticated',
      });
    }
  });

  it('ends with its token, however often that was verified before', async () => {
    const short = forged({ expiresIn: 60 });
    expect((await get('/v1/notes/whoami', short)).statusCode).toBe(200);
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
    for (const _ of [1, 2]) {
      expect((await get('/v1/notes/whoami', short)).json()).toMatchObject({
        code: 'token-expired',
      });
    }
    now.mockRestore();
  });

  it('knows a token by all of it: a changed one was never verified', async () => {
    const known = token();
    expect((await get('/v1/notes/whoami', known)).statusCode).toBe(200);
    const [header, payload, signature] = known.split('.');
    const { sub: _, ...claims } = JSON.parse(
      Buffer.from(payload ?? '', 'base64url').toString(),
    ) as Record<string, unknown>;
    const other = Buffer.from(JSON.stringify({ ...claims, sub: '12' })).toString('base64url');
    expect((await get('/v1/notes/whoami', `${header}.${other}.${signature}`)).json()).toMatchObject(
      { code: 'unauthenticated' },
    );
  });

  it('refuses a token without signature', async () => {
    const [header, payload] = token().slice(7).split('.');
    const parsed = JSON.parse(Buffer.from(header ?? '', 'base64url').toString()) as object;
    const none = Buffer.from(JSON.stringify({ ...parsed, alg: 'none' })).toString('base64url');
    const wrong = createHmac('sha256', 'other').update(`${header}.${payload}`).digest('base64url');
    for (const forgery of [`${none}.${payload}.`, `${header}.${payload}.${wrong}`]) {
      expect((await get('/v1/notes/whoami', `Bearer ${forgery}`)).json()).toMatchObject({
        code: 'unauthenticated',
      });
    }
  });

  it('ignores tokens where everything is always open', async () => {
    const answer = await app.inject({
      method: 'PUT',
      url: '/v1/notes/login',
      headers: { authorization: 'Bearer old' },
    });
    expect(answer.statusCode).toBe(204);
  });

  it('verifies tokens of the secret before a rotation, and signs with the new one', async () => {
    const old = token();
    const rotated = await sampleApp({
      JWT_SECRET: 'n'.repeat(32),
      JWT_SECRET_PREVIOUS: 's'.repeat(32),
    });
    const forgotten = await sampleApp({ JWT_SECRET: 'n'.repeat(32) });
    const read = (target: NestFastifyApplication, authorization: string) =>
      target.inject({ url: '/v1/notes/whoami', headers: { authorization } });
    expect((await read(forgotten.app, rotated.token())).statusCode).toBe(200);
    expect((await read(forgotten.app, old)).statusCode).toBe(401);
    await forgotten.app.close();
    expect(rotated.app.get(AccessTokens).verify(old.slice(7))).toEqual({ sub: '11', sid: '1' });
    await rotated.app.close();
  });

  it('asks the policy who owns what', async () => {
    const act = async (note: string, user: string) =>
      (
        await app.inject({
          method: 'PUT',
          url: `/v1/notes/${note}/owner`,
          headers: { authorization: token('1', user) },
        })
      ).statusCode;
    expect(await act('5', '11')).toBe(204);
    expect(await act('5', '12')).toBe(403);
    expect(await act('6', '11')).toBe(404);
    expect(await act('abc', '11')).toBe(404);
  });

  it('closes public reads, but not what is always open', async () => {
    const closed = await sampleApp({ PUBLIC_READS: 'false' });
    expect((await closed.app.inject('/v1/notes')).statusCode).toBe(401);
    expect((await closed.app.inject({ method: 'PUT', url: '/v1/notes/login' })).statusCode).toBe(
      204,
    );
    const authorization = bearer(closed.app.get(AccessTokens), '1', '11');
    expect(
      (await closed.app.inject({ url: '/v1/notes', headers: { authorization } })).statusCode,
    ).toBe(200);
    expect((await closed.app.inject('/problems/not-found')).statusCode).toBe(200);
    await closed.app.close();
  });
});

import { maruClient } from '../client/client.js';
import { follows } from '../support/acts.js';
import { ok, person } from '../support/people.js';
import type { Step } from '../support/story.js';
import { card, type Name, names, nobody, p, path } from './scene.js';

/** People sign up, introduce themselves and connect. */
export function arrival(step: Step): void {
  step('begins with sign-ups in Korean and English', async () => {
    for (const [name, wanted] of Object.entries(names)) {
      p[name as Name] = await person(name, wanted);
    }
    const me = ok(await p.junho.api.GET('/v1/me'));
    expect(me).toMatchObject({ phone: '+82103111' + '0002', profile: { nickname: '준호_92' } });
    const again = await nobody.POST('/v1/auth/sign-up', {
      body: {
        email: p.minji.email.toUpperCase(),
        password: 'another-long-one',
        fullName: 'x',
        phone: '010-3111-0099',
        nickname: 'x1',
        birthday: '1990-01-01',
      },
    });
    expect(again.error).toMatchObject({ code: 'email-taken', status: 409 });
  });

  step('lets them log in again, refresh, and end a session at once', async () => {
    const { tokens } = ok(
      await nobody.POST('/v1/auth/login', {
        body: { email: p.liam.email, password: p.liam.password },
      }),
    );
    const next = ok(
      await nobody.POST('/v1/auth/refresh', { body: { refreshToken: tokens.refreshToken } }),
    );
    const repeated = ok(
      await nobody.POST('/v1/auth/refresh', { body: { refreshToken: tokens.refreshToken } }),
    );
    expect(repeated).toEqual(next);
    const session = maruClient(next.accessToken);
    ok(await session.GET('/v1/me'));
    ok(await session.POST('/v1/auth/logout'));
    expect((await session.GET('/v1/me')).error).toMatchObject({ code: 'token-revoked' });
    expect((await maruClient(next.refreshToken).GET('/v1/me')).error).toMatchObject({
      status: 401,
    });
    ok(await p.liam.api.GET('/v1/me'));
  });

  step('fills profiles; one of them is private', async () => {
    ok(
      await p.minji.api.PATCH('/v1/me/profile', {
        body: { bio: '아침형 인간', skills: ['등산', '사진'], region: '서울', meetTime: 'weekend' },
      }),
    );
    ok(
      await p.soyeon.api.PATCH('/v1/me/profile', {
        body: { isPublic: false, bio: '조용한 일기장' },
      }),
    );
    const current = await p.emma.api.GET('/v1/me/profile');
    const tag = current.response.headers.get('etag')!;
    ok(
      await p.emma.api.PATCH('/v1/me/profile', {
        body: { links: ['https://example.com/bread'] },
        params: { header: { 'If-Match': tag } },
      }),
    );
    const stale = await p.emma.api.PATCH('/v1/me/profile', {
      body: { bio: 'late' },
      params: { header: { 'If-Match': tag } },
    });
    expect(stale.error).toMatchObject({ code: 'precondition-failed', status: 412 });
  });

  step('connects them: follows, a request, a block', async () => {
    for (const fan of [p.junho, p.soyeon, p.emma, p.liam, p.yuna, p.noah, p.hana]) {
      expect(await follows(fan, p.minji)).toMatchObject({ following: true, requested: false });
    }
    expect(await follows(p.hana, p.minji)).toMatchObject({ following: true, followerCount: 7 });
    await follows(p.minji, p.emma);
    await follows(p.minji, p.junho);
    await follows(p.liam, p.emma);
    expect(await follows(p.minji, p.soyeon)).toMatchObject({
      following: false,
      requested: true,
      followerCount: 0,
    });
    expect(await follows(p.taeyang, p.soyeon)).toMatchObject({ requested: true });
    const waiting = ok(await p.soyeon.api.GET('/v1/me/follow-requests', {}));
    expect(waiting.items.map(({ nickname }) => nickname)).toEqual(['taeyang', 'minji']);
    ok(await p.soyeon.api.PUT('/v1/me/follow-requests/{userId}', path({ userId: p.minji.id })));
    ok(
      await p.soyeon.api.DELETE('/v1/me/follow-requests/{userId}', path({ userId: p.taeyang.id })),
    );
    expect(await card(p.soyeon, p.minji)).toMatchObject({
      followerCount: 1,
      viewer: { following: true, followedBy: true },
    });
    await follows(p.ines, p.noah);
    ok(await p.noah.api.PUT('/v1/users/{userId}/block', path({ userId: p.ines.id })));
    expect(
      (await p.ines.api.GET('/v1/users/{userId}', path({ userId: p.noah.id }))).error,
    ).toMatchObject({ status: 404 });
    expect(await card(p.ines, p.noah)).toMatchObject({
      viewer: { blocking: true, followedBy: false },
    });
    ok(await p.hana.api.DELETE('/v1/users/{userId}/follow', path({ userId: p.minji.id })));
    expect(
      (await p.liam.api.PUT('/v1/users/{userId}/follow', path({ userId: p.liam.id }))).error,
    ).toMatchObject({ code: 'cannot-follow-self' });
  });
}

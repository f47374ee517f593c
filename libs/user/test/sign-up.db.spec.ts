import { type TestHttp, testHttp } from '#libs/testing';
import { person } from '#libs/testing/people';
import { UserModule } from '#libs/user';

let app: TestHttp;
let number = 0;

beforeAll(async () => {
  app = await testHttp({ modules: [UserModule] });
});
afterAll(() => app.close());

const wanted = (given: object = {}) => {
  number += 1;
  return {
    email: `new${number}@example.com`,
    password: 'amber-kettle-42',
    fullName: 'Kim Mina',
    phone: `010-3000-${String(number).padStart(4, '0')}`,
    nickname: `new${number}`,
    birthday: '1990-05-17',
    ...given,
  };
};
const signUp = (body: object) => app.request({ method: 'POST', url: '/v1/auth/sign-up', body });

it('answers with the whole account and a pair of tokens that works', async () => {
  const body = wanted({ phone: '010-1234-5678' });
  const answer = await signUp(body);
  expect(answer.status).toBe(201);
  expect(answer.headers['location']).toBe('/v1/me');
  expect(answer.body).toEqual({
    user: {
      id: expect.stringMatching(/^\d+$/),
      email: body.email,
      emailVerified: false,
      pendingEmail: null,
      phone: '+821012345678',
      fullName: 'Kim Mina',
      role: 'user',
      isActive: true,
      lastLoginAt: expect.any(String),
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
      profile: {
        nickname: body.nickname,
        birthday: '1990-05-17',
        bio: null,
        imageUrl: null,
        imageStatus: 'none',
        isPublic: true,
        discoverable: true,
        links: [],
        skills: [],
        region: null,
        meetTime: null,
        updatedAt: expect.any(String),
      },
    },
    tokens: {
      accessToken: expect.any(String),
      refreshToken: expect.any(String),
      tokenType: 'Bearer',
      expiresIn: 900,
    },
  });
  const me = await app.request({
    method: 'GET',
    url: '/v1/me',
    as: { token: answer.body.tokens.accessToken },
  });
  expect(me.body).toEqual(answer.body.user);
});

it('lets one of twenty identical ones through, the others hear that the address is taken', async () => {
  const body = wanted();
  const answers = await Promise.all(Array.from({ length: 20 }, () => signUp(body)));
  const codes = answers.map(({ status, body: answer }) => answer.code ?? status);
  expect(codes.sort()).toEqual([201, ...Array.from({ length: 19 }, () => 'email-taken')]);
  const rows = await app.sql('select from user_account where email = $1', [body.email]);
  expect(rows).toHaveLength(1);
});

it.each([
  ['the address in another letter case', 'email', (t: string) => t.toUpperCase(), 'email-taken'],
  ['the phone in another form', 'phone', (t: string) => `+82 ${t.slice(1)}`, 'phone-taken'],
  [
    'the nickname in another letter case',
    'nickname',
    (t: string) => t.toUpperCase(),
    'nickname-taken',
  ],
  [
    'the nickname in another Unicode form',
    'nickname',
    (t: string) =>
      Array.from(t)
        .map((c) => (c < 'a' ? c : String.fromCodePoint(c.charCodeAt(0) + 0xfee0)))
        .join(''),
    'nickname-taken',
  ],
])('refuses %s', async (_what, field, change, code) => {
  const first = wanted();
  await signUp(first);
  const value = change(String(Reflect.get(first, field)));
  const answer = await signUp(wanted({ [field]: value }));
  expect([answer.status, answer.body.code]).toEqual([409, code]);
});

it('refuses Hangul nicknames that differ in their Unicode form only', async () => {
  await signUp(wanted({ nickname: '미나' }));
  const answer = await signUp(wanted({ nickname: '미나'.normalize('NFD') }));
  expect(answer.body.code).toBe('nickname-taken');
});

it.each([
  [{ phone: '010-12' }, '/phone'],
  [{ phone: undefined }, '/phone'],
  [{ nickname: 'a b' }, '/nickname'],
  [{ fullName: '   ' }, '/fullName'],
  [{ email: 'nobody' }, '/email'],
  [{ birthday: '2001-02-29' }, '/birthday'],
  [{ password: '가'.repeat(9) }, '/password'],
  [{ password: 'ä'.repeat(129) }, '/password'],
  [{ role: 'admin' }, '/role'],
])('refuses %j as invalid', async (given, pointer) => {
  const answer = await signUp(wanted(given));
  expect([answer.status, answer.body.code]).toEqual([400, 'validation-failed']);
  expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
});

it.each([
  [{ birthday: `${new Date().getFullYear() - 13}-12-31` }, 'too-young'],
  [{ birthday: '2999-01-01' }, 'too-young'],
  [{ password: 'qwertyuiop' }, 'weak-password'],
  [{ email: 'strange.one@example.com', password: 'strange.one@example.com' }, 'weak-password'],
])('refuses %j by the rules', async (given, code) => {
  const answer = await signUp(wanted(given));
  expect([answer.status, answer.body.code]).toEqual([422, code]);
});

describe('a form of which much is refused', () => {
  const refused = (body: { errors: { pointer: string; code: string }[] }) =>
    Object.fromEntries(body.errors.map(({ pointer, code }) => [pointer, code]));

  it('hears all of it at once, each by its code', async () => {
    const first = wanted({ nickname: 'all_at_once' });
    await signUp(first);
    const answer = await signUp({
      email: first.email.toUpperCase(),
      password: 'abcabcabcabc',
      fullName: '\u2060',
      phone: '010-12',
      nickname: 'ALL_AT_ONCE',
      birthday: '2999-12-31',
      surprise: 1,
    });
    expect([answer.status, answer.body.code]).toEqual([400, 'validation-failed']);
    expect(refused(answer.body)).toEqual({
      '/email': 'email-taken',
      '/password': 'weak-password',
      '/fullName': 'blank',
      '/phone': 'invalid-format',
      '/nickname': 'nickname-taken',
      '/birthday': 'too-young',
      '/surprise': 'unknown-field',
    });
  });

  it('hears of all fields that are malformed, missing ones included', async () => {
    const answer = await signUp({ email: 'nobody', password: 1, nickname: 'a b', birthday: 'x' });
    expect(refused(answer.body)).toEqual({
      '/email': 'invalid-format',
      '/password': 'wrong-type',
      '/fullName': 'required',
      '/phone': 'required',
      '/nickname': 'invalid-format',
      '/birthday': 'invalid-format',
    });
  });

  it('is refused by the first rule when only rules refuse it, and hears of the others', async () => {
    const first = wanted();
    await signUp(first);
    const { phone, email } = first;
    const taken = await signUp(wanted({ phone, email }));
    expect([taken.status, taken.body.code]).toEqual([409, 'email-taken']);
    expect(refused(taken.body)).toEqual({ '/email': 'email-taken', '/phone': 'phone-taken' });
    const young = await signUp(wanted({ phone, birthday: '2999-12-31' }));
    expect([young.status, young.body.code]).toEqual([422, 'too-young']);
    expect(refused(young.body)).toEqual({ '/birthday': 'too-young', '/phone': 'phone-taken' });
  });

  it('hears that a nickname is still reserved for who gave it up', async () => {
    const { body } = await signUp(wanted({ nickname: 'given_up' }));
    const renamed = await app.request({
      method: 'PATCH',
      url: '/v1/me/profile',
      as: { token: body.tokens.accessToken },
      body: { nickname: 'renamed' },
    });
    expect(renamed.status).toBe(200);
    const answer = await signUp(wanted({ nickname: 'Given_Up', password: 'short' }));
    expect(refused(answer.body)).toEqual({
      '/password': 'too-short',
      '/nickname': 'nickname-taken',
    });
  });
});

it('never asks for a role, and stores no password', async () => {
  const alice = await person(app, 'alice');
  const [row] = await app.sql<{ role: string; password_hash: string }>(
    'select role, password_hash from user_account where id = $1',
    [alice.id],
  );
  expect(row?.role).toBe('user');
  expect(row?.password_hash).toMatch(/^\$argon2id\$/);
});

describe('without the phone rule', () => {
  it('makes an account without phone', async () => {
    const relaxed = await testHttp({
      modules: [UserModule],
      env: { SIGN_UP_REQUIRE_PHONE: 'false' },
    });
    const body = wanted({ phone: undefined });
    const answer = await relaxed.request({ method: 'POST', url: '/v1/auth/sign-up', body });
    expect([answer.status, answer.body.user.phone]).toEqual([201, null]);
    await relaxed.close();
  });
});

it('is limited to ten an hour for an address', async () => {
  const limited = await testHttp({ modules: [UserModule], env: { RATE_LIMIT: 'on' } });
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 11; attempt += 1) {
    const answer = await limited.request({
      method: 'POST',
      url: '/v1/auth/sign-up',
      body: wanted({ password: 'qwertyuiop' }),
    });
    statuses.push(answer.status);
  }
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 422), 429]);
  await limited.close();
});

describe('a malformed form', () => {
  /** Answers to forms that come from one address. */
  const ofOneAddress = async (...forms: object[]) => {
    const limited = await testHttp({ modules: [UserModule], env: { RATE_LIMIT: 'on' } });
    const statuses: number[] = [];
    for (const body of forms) {
      const { status } = await limited.request({ method: 'POST', url: '/v1/auth/sign-up', body });
      statuses.push(status);
    }
    await limited.close();
    return statuses;
  };
  const times = (count: number, form: () => object) => Array.from({ length: count }, form);
  const weak = () => wanted({ password: 'qwertyuiop' });

  it('of which nothing unique can be read takes nothing of the ten sign-ups', async () => {
    const answers = await ofOneAddress(
      ...times(35, () => ({ email: 'nobody', phone: 1, nickname: 'a b', password: 'amber-42' })),
      ...times(11, weak),
    );
    expect(answers).toEqual([...Array(35).fill(400), ...Array(10).fill(422), 429]);
  });

  it('that asks whether names are taken is limited to thirty an hour, apart from sign-ups', async () => {
    const answers = await ofOneAddress(
      ...times(31, () => wanted({ password: 'short' })),
      ...times(11, weak),
    );
    expect(answers).toEqual([...Array(30).fill(400), 429, ...Array(10).fill(422), 429]);
  });
});

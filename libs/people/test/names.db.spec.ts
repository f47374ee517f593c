import { type TestHttp, testHttp } from '#libs/testing';
import { people, type Person } from '#libs/testing/people';
import { PeopleModule } from '../src/people.module.js';

let app: TestHttp;
let mina: Person;
let number = 0;

beforeAll(async () => {
  app = await testHttp({ modules: [PeopleModule] });
  ({ mina } = await people(app, 'mina'));
});
afterAll(() => app.close());

async function signUp(given: object) {
  number += 1;
  return app.request({
    method: 'POST',
    url: '/v1/auth/sign-up',
    body: {
      email: `named${number}@example.com`,
      password: 'amber-kettle-42',
      fullName: 'Kim Mina',
      phone: `010-3100-${String(number).padStart(4, '0')}`,
      nickname: `named${number}`,
      birthday: '1990-05-17',
      ...given,
    },
  });
}
const editProfile = (body: object) =>
  app.request({ method: 'PATCH', url: '/v1/me/profile', as: mina, body });
const found = async (query: string) => {
  const { status, body } = await app.request({ method: 'GET', url: `/v1/users?${query}` });
  return {
    status,
    nicknames: status === 200 ? body.items.map((user: Person) => user.nickname) : [],
  };
};
const refusedFields = (body: { errors: { pointer: string }[] }) =>
  body.errors.map(({ pointer }) => pointer);

describe('a nickname', () => {
  it.each(['\u180c', '\ufe0e', '\u{e0123}', '\uffa0', '\u115f', '\u202d', '\u2064'])(
    'can not be another one with %j in it',
    async (hidden) => {
      for (const nickname of [`mi${hidden}na`, `mina${hidden}`, hidden]) {
        const signedUp = await signUp({ nickname });
        expect([signedUp.status, refusedFields(signedUp.body)]).toEqual([400, ['/nickname']]);
        const renamed = await editProfile({ nickname });
        expect([renamed.status, refusedFields(renamed.body)]).toEqual([400, ['/nickname']]);
      }
    },
  );

  it('is the same in any case of any script', async () => {
    expect((await signUp({ nickname: 'Οδυσσεύς' })).status).toBe(201);
    const again = await signUp({ nickname: 'ΟΔΥΣΣΕΎΣ' });
    expect([again.status, again.body.code]).toEqual([409, 'nickname-taken']);
  });

  it('is measured, found and taken in its composed form', async () => {
    const nickname = '한글로쓴긴별명스물아홉글자까지쓸수있다고하더라정말일까';
    const apart = nickname.normalize('NFD');
    expect(Array.from(apart).length).toBeGreaterThan(60);
    expect((await signUp({ nickname: apart })).body.user.profile.nickname).toBe(nickname);
    const path = `/v1/users/by-nickname/${encodeURIComponent(apart)}`;
    expect((await app.request({ method: 'GET', url: path })).body.nickname).toBe(nickname);
    const query = encodeURIComponent(apart);
    expect(await found(`nickname=${query}`)).toEqual({ status: 200, nicknames: [nickname] });
    expect((await editProfile({ nickname: apart })).body.code).toBe('nickname-taken');
  });
});

describe('a full name', () => {
  it.each(['\u2060', '\u2800\u2800', '\u3164', 'Kim\u202eanim', 'Kim\u2067', 'Ki\u0007m'])(
    'is refused as %j',
    async (fullName) => {
      const signedUp = await signUp({ fullName });
      expect([signedUp.status, refusedFields(signedUp.body)]).toEqual([400, ['/fullName']]);
      const url = '/v1/me';
      const edited = await app.request({ method: 'PATCH', url, as: mina, body: { fullName } });
      expect([edited.status, refusedFields(edited.body)]).toEqual([400, ['/fullName']]);
    },
  );

  it('is found by a part in the other case, a final sigma included', async () => {
    await signUp({ nickname: 'sisyphos', fullName: 'Άγγελος Σίσυφος' });
    for (const part of ['ΆΓΓΕΛΟΣ', 'ΣΊΣΥΦΟΣ', 'υφοσ', 'ΟΣ Σ']) {
      const query = `fullName=${encodeURIComponent(part)}`;
      expect(await found(query)).toEqual({ status: 200, nicknames: ['sisyphos'] });
    }
    expect((await found(`q=${encodeURIComponent('ΑΓΓΕΛΟΣ')}`)).nicknames).toEqual([]);
    expect((await found(`q=${encodeURIComponent('ΣΊΣΥΦΟΣ')}`)).nicknames).toEqual(['sisyphos']);
  });
});

describe('a filter', () => {
  it.each(['nickname', 'fullName', 'skill', 'region'])(
    'asks for something to be seen: %s',
    async (name) => {
      for (const blank of ['%20', '%E2%80%8B', '%E3%85%A4']) {
        expect((await found(`${name}=${blank}`)).status).toBe(400);
      }
    },
  );

  it.each(['nickname', 'fullName'])('measures composed text: %s', async (name) => {
    const syllables = encodeURIComponent('각'.repeat(30).normalize('NFD'));
    expect((await found(`${name}=${syllables}`)).status).toBe(200);
    expect((await found(`${name}=${encodeURIComponent('각'.repeat(31))}`)).status).toBe(400);
  });
});

describe('a profile', () => {
  it.each([
    ['a skill', { skills: ['\u2060'] }, '/skills/0'],
    ['a skill with a control', { skills: ['ok', 'ta\tb'] }, '/skills/1'],
    ['a region', { region: '\u3164' }, '/region'],
    ['a region of two lines', { region: 'a\u2028b' }, '/region'],
    ['a bio with a control', { bio: 'bell\u0007' }, '/bio'],
  ])('refuses %s', async (_what, change, pointer) => {
    const { status, body } = await editProfile(change);
    expect([status, refusedFields(body)]).toEqual([400, [pointer]]);
  });

  it('keeps lines of a bio and joined emoji, and trims skills', async () => {
    const bio = 'One\n\tTwo 👩‍🚀 ❤️\r\nThree';
    const { body } = await editProfile({ bio, skills: [' Go\u00a0', '👩‍💻'], region: ' 서울 ' });
    expect(body).toMatchObject({ bio, skills: ['Go', '👩‍💻'], region: '서울' });
    expect((await found('skill=GO')).nicknames).toEqual(['mina']);
  });
});

it('an address is not another one with something hidden in it', async () => {
  for (const email of ['mi\u200bna@example.com', 'mina@exam\u00adple.com']) {
    const { status, body } = await signUp({ email });
    expect([status, refusedFields(body)]).toEqual([400, ['/email']]);
  }
});

describe('a change of which much is refused', () => {
  const refused = (body: { errors: { pointer: string; code: string }[] }) =>
    Object.fromEntries(body.errors.map(({ pointer, code }) => [pointer, code]));

  it('of a profile hears all of it at once', async () => {
    await signUp({ nickname: 'somebody' });
    const { status, body } = await editProfile({
      nickname: 'SOMEBODY',
      birthday: '2999-12-31',
      region: '',
      links: ['nowhere'],
    });
    expect([status, body.code]).toEqual([400, 'validation-failed']);
    expect(refused(body)).toEqual({
      '/nickname': 'nickname-taken',
      '/birthday': 'too-young',
      '/region': 'too-short',
      '/links/0': 'invalid-format',
    });
    const byRules = await editProfile({ nickname: 'somebody', birthday: '2999-12-31' });
    expect([byRules.status, byRules.body.code]).toEqual([422, 'too-young']);
    expect(refused(byRules.body)).toEqual({
      '/birthday': 'too-young',
      '/nickname': 'nickname-taken',
    });
  });

  it('of an account hears all of it at once, but of the address only who knows the password', async () => {
    const { body: other } = await signUp({});
    const { email, phone } = other.user;
    const { status, body } = await app.request({
      method: 'PATCH',
      url: '/v1/me',
      as: mina,
      body: { fullName: '\u3164', phone, email },
    });
    expect([status, body.code]).toEqual([400, 'validation-failed']);
    expect(refused(body)).toEqual({
      '/fullName': 'blank',
      '/currentPassword': 'required',
      '/phone': 'phone-taken',
    });
    expect((await app.request({ method: 'GET', url: '/v1/me', as: mina })).body.fullName).toBe(
      mina.fullName,
    );
  });
});

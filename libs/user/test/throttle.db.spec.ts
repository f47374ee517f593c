import { type TestHttp, testHttp } from '#libs/testing';
import { people } from '#libs/testing/people';
import { UserModule } from '#libs/user';

let app: TestHttp;

beforeAll(async () => {
  app = await testHttp({ modules: [UserModule], env: { RATE_LIMIT: 'on' } });
});
afterAll(() => app.close());

it('changes of what is unique are limited, for they tell what is taken', async () => {
  const { alice, bob } = await people(app, 'alice', 'bob');
  const codes = async (url: string, body: object) => {
    const heard: string[] = [];
    for (let attempt = 0; attempt < 31; attempt += 1) {
      heard.push((await app.request({ method: 'PATCH', url, as: alice, body })).body.code);
    }
    return heard;
  };
  const times = (count: number, code: string) => Array.from({ length: count }, () => code);
  const phones = await codes('/v1/me', { phone: bob.phone });
  expect(phones).toEqual([...times(30, 'phone-taken'), 'rate-limited']);
  const names = await codes('/v1/me/profile', { nickname: bob.nickname });
  expect(names).toEqual([...times(30, 'nickname-taken'), 'rate-limited']);
});

import { UploadAllowanceService } from '#libs/media';
import { PeopleModule } from '#libs/people';
import { pictures, type TestHttp, testHttp } from '#libs/testing';
import { people, type Person } from '#libs/testing/people';

let app: TestHttp;
let address: string;

beforeAll(async () => {
  app = await testHttp({ modules: [PeopleModule], env: { RATE_LIMIT: 'on' } });
  await app.nest.listen(0, '127.0.0.1');
  address = await app.nest.getUrl();
});
afterAll(() => app.close());

/** Over a socket: what is refused must not leave a client that still sends hanging. */
async function send(method: 'POST' | 'PUT', path: string, as: Person, bytes: Buffer) {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)]), 'photo.jpg');
  return answerTo(path, as, { method, body: form });
}
const announce = (as: Person) =>
  answerTo('/v1/media/uploads', as, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'photo.jpg', mimeType: 'image/jpeg', bytes: 1_000 }),
  });
async function answerTo(path: string, { token }: Person, init: RequestInit) {
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${token}`);
  const answer = await fetch(address + path, { ...init, headers });
  const { code }: { code?: string } = await answer.json();
  return { code: code ?? answer.status, retryAfter: Number(answer.headers.get('retry-after')) };
}

it('sixty uploads an hour, in whatever way, are a person’s', async () => {
  const { mina, joon } = await people(app, 'mina', 'joon');
  const { data } = await pictures.jpeg();
  expect((await send('POST', '/v1/media', mina, data)).code).toBe(201);
  expect((await send('PUT', '/v1/me/profile/image', mina, data)).code).toBe(200);
  expect((await announce(mina)).code).toBe(201);
  for (let upload = 3; upload < 60; upload += 1) {
    await app.get(UploadAllowanceService).spend(mina.id);
  }
  const large = Buffer.concat([data, Buffer.alloc(8_000_000)]);
  const refused = [
    await send('POST', '/v1/media', mina, large),
    await send('PUT', '/v1/me/profile/image', mina, large),
    await announce(mina),
  ];
  expect(refused.map(({ code }) => code)).toEqual(refused.map(() => 'rate-limited'));
  expect(refused.every(({ retryAfter }) => retryAfter > 2_700 && retryAfter <= 3_600)).toBe(true);
  expect((await send('POST', '/v1/media', joon, data)).code).toBe(201);
});

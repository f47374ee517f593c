import { randomBytes } from 'node:crypto';
import { SocialGraphModule } from '#libs/social-graph';
import { person, type Person, type TestHttp, testHttp } from '#libs/testing';

let app: TestHttp;
let admin: Person;

beforeAll(async () => {
  app = await testHttp({ modules: [SocialGraphModule] });
  admin = await person(app, 'admin');
  await app.sql(`update user_account set role = 'admin' where id = $1`, [admin.id]);
});
afterAll(() => app.close());

async function picture(name: string, altText: string | null, isActive = true): Promise<string> {
  const [row] = await app.sql<{ id: string }>(
    `
    insert into media (owner_id, name, alt_text, mime_type, bytes, status, storage_key, is_active)
    values ($1, $2, $3, 'image/png', 1, 'ready', 'private/' || $4, $5)
    returning id
    `,
    [admin.id, name, altText, randomBytes(16).toString('hex'), isActive],
  );
  return row!.id;
}

it('finds pictures in any state by parts of their name and alternative text', async () => {
  const walk = await picture('남서울 Walk.png', null);
  const coffee = await picture('x.png', '서울의 Coffee', false);
  await picture('other.png', '부산');
  const search = async (query: string) => {
    const url = `/v1/admin/media?${query}`;
    const { status, body } = await app.request({ method: 'GET', url, as: admin });
    return status === 200 ? body.items.map(({ id }: { id: string }) => id) : body.code;
  };
  expect(await search('q=서울')).toEqual([coffee, walk]);
  expect(await search('q=서울%20COFF')).toEqual([coffee]);
  expect(await search(`q=${encodeURIComponent('서울'.normalize('NFD'))}&isActive=true`)).toEqual([
    walk,
  ]);
  expect(await search('q=서울%20부산')).toEqual([]);
  expect(await search('q=서%25')).toEqual([]);
  expect(await search('q=서')).toBe('validation-failed');
});

import { PersonalDataRegistry } from '#libs/personal-data';
import { ReactionReader } from '#libs/reaction';
import { expectNoDrift } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { people, type Person } from '#libs/testing/people';
import { ReactionExportReader } from '../src/reaction-export.reader.js';
import { type SongId, songLikes } from './sample.js';
import { songStage } from './stage.js';

let app: Awaited<ReturnType<typeof songStage>>;
let singer: Person, fan: Person;
let song: SongId;

beforeAll(async () => {
  app = await songStage();
});
beforeEach(async () => {
  ({ singer, fan } = await people(app, 'singer', 'fan'));
  song = await app.sings(singer);
});
afterEach(() => expectNoDrift(app));
afterAll(() => app.close());

const send = (method: 'GET' | 'PUT' | 'DELETE', path: string, as?: Person) =>
  app.request({ method, url: `/v1/songs/${song}${path}`, ...(as && { as }) });

describe('a thing that another lib declares', () => {
  it('is liked once per person, and the answer counts it', async () => {
    for (const person of [fan, fan]) {
      expect((await send('PUT', '/like', person)).body).toEqual({ liked: true, likeCount: 1 });
    }
    expect((await send('PUT', '/like', singer)).body).toEqual({ liked: true, likeCount: 2 });
    expect((await send('DELETE', '/like', fan)).body).toEqual({ liked: false, likeCount: 1 });
    expect((await send('GET', '/likes')).body).toMatchObject({ items: [{ id: singer.id }] });
  });

  it('is not found by whom its rule refuses, except to take a like back', async () => {
    await send('PUT', '/like', fan);
    await app.sql(`update song set is_public = false`);
    for (const [method, path] of [
      ['PUT', '/like'],
      ['GET', '/likes'],
    ] as const) {
      expect((await send(method, path, fan)).status).toBe(404);
      expect((await send(method, path, singer)).status).toBe(200);
    }
    expect((await send('DELETE', '/like', fan)).body).toEqual({ liked: false, likeCount: null });
  });

  it('is listed for whoever liked it, as long as it can be seen', async () => {
    const reader = app.get(ReactionReader);
    await send('PUT', '/like', fan);
    expect((await reader.mine(songLikes, fan.viewer, { limit: 2 })).items).toEqual([song]);
    await app.sql(`update song set is_public = false`);
    expect((await reader.mine(songLikes, fan.viewer, { limit: 2 })).items).toEqual([]);
  });

  it('counts no likes of suspended people, and theirs again when they are back', async () => {
    await send('PUT', '/like', fan);
    const count = async () => {
      await app.settle();
      const [row] = await app.sql(`select like_count from song_counter where song_id = $1`, [song]);
      return row;
    };
    await suspends(app, fan);
    expect(await count()).toEqual({ like_count: 0 });
    await restores(app, fan);
    expect(await count()).toEqual({ like_count: 1 });
  });
});

describe('what is kept of a person', () => {
  const parts = () => app.get(PersonalDataRegistry).parts;

  it('has the likes of declared things, which go before the things', async () => {
    await send('PUT', '/like', fan);
    const made = await app.get(ReactionExportReader).made(songLikes, fan.id, '0', 10);
    expect(made).toEqual([
      { songId: song, cursor: expect.any(String), createdAt: expect.any(Date) },
    ]);
    const order = parts().map(({ section }) => section);
    expect(order.indexOf('reaction')).toBeLessThan(order.indexOf('song'));
  });

  it('goes with what was given to the person’s things, and what they liked is recounted', async () => {
    const other = await app.sings(fan);
    for (const id of [song, other]) {
      for (const as of [fan, singer]) {
        await app.request({ method: 'PUT', url: `/v1/songs/${id}/like`, as });
      }
    }
    const reactions = parts().find(({ section }) => section === 'reaction');
    expect(await reactions!.erase(singer.id)).toEqual({
      'song likes': 2,
      'received song likes': 1,
    });
    const left = await app.sql(
      `select song_id, user_id from song_like where song_id = any ($1::bigint[])`,
      [[song, other]],
    );
    expect(left).toEqual([{ song_id: other, user_id: fan.id }]);
  });
});

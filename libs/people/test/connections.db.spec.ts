import { idsOf, problem, type TestHttp, testHttp } from '#libs/testing';
import { suspends } from '#libs/testing/accounts';
import { blocks, follows, mutes } from '#libs/testing/graph';
import { crowd, people, type Person, person, setsPublic } from '#libs/testing/people';
import type { ConnectionList } from '../src/connection.reader.js';
import { ConnectionService } from '../src/connection.service.js';
import { PeopleModule } from '../src/people.module.js';

let app: TestHttp;
let lists: ConnectionService;

beforeAll(async () => {
  app = await testHttp({ modules: [PeopleModule] });
  lists = app.get(ConnectionService);
});

afterAll(() => app.close());

const mine = (list: ConnectionList, reader: Person, nickname?: string) =>
  lists.mine(list, reader.viewer, { limit: 20, nickname }).then(idsOf);
const ids = (...persons: Person[]) => persons.map(({ id }) => id);

describe('my lists', () => {
  it('hold people by their edges, newest edge first, with how I stand to them', async () => {
    const { alice, bob, carol } = await people(app, 'alice', 'bob', 'carol');
    await follows(app, bob, alice);
    await follows(app, carol, alice);
    await follows(app, alice, bob);
    expect(await mine('followers', alice)).toEqual(ids(carol, bob));
    expect(await mine('following', alice)).toEqual(ids(bob));
    const { items } = await lists.mine('followers', alice.viewer, { limit: 20 });
    const none = {
      following: false,
      followedBy: false,
      requested: false,
      hideReposts: false,
      blocking: false,
      muting: false,
    };
    expect(items.map(({ viewer }) => viewer)).toEqual([
      { ...none, followedBy: true },
      { ...none, following: true, followedBy: true },
    ]);
  });

  it('of requests hold those who ask me, not whom I ask', async () => {
    const { alice, bob, carol } = await people(app, 'alice', 'bob', 'carol');
    await setsPublic(app, alice, false);
    await setsPublic(app, bob, false);
    await follows(app, bob, alice);
    await follows(app, carol, alice);
    await follows(app, alice, bob);
    expect(await mine('requests', alice)).toEqual(ids(carol, bob));
  });

  it('of blocks and mutes hold whom I block and mute', async () => {
    const { alice, bob, carol } = await people(app, 'alice', 'bob', 'carol');
    await blocks(app, alice, bob);
    await blocks(app, alice, carol);
    await mutes(app, alice, carol);
    await mutes(app, alice, bob);
    await blocks(app, carol, bob);
    expect(await mine('blocks', alice)).toEqual(ids(carol, bob));
    expect(await mine('mutes', alice)).toEqual(ids(bob, carol));
    const { items } = await lists.mine('blocks', alice.viewer, { limit: 1 });
    expect(items[0]!.viewer).toMatchObject({ blocking: true, muting: true });
  });

  it('leave out inactive people and those who block me, and fill their pages', async () => {
    const { alice } = await people(app, 'alice');
    const [first, second, third, fourth] = await crowd(app, 4);
    for (const fan of [first!, second!, third!, fourth!]) {
      await follows(app, fan, alice);
      await mutes(app, alice, fan);
    }
    await suspends(app, third!);
    await app.sql('insert into block (blocker_id, blocked_id) values ($1, $2)', [
      fourth!.id,
      alice.id,
    ]);
    for (const list of ['followers', 'mutes'] as const) {
      const page = await lists.mine(list, alice.viewer, { limit: 2 });
      expect(idsOf(page)).toEqual(ids(second!, first!));
      expect(page.nextCursor).toBeNull();
    }
  });

  it('can be narrowed to a part of the nickname, whatever its case and Unicode form', async () => {
    const { alice } = await people(app, 'alice');
    const korean = await person(app, 'korean', { nickname: '마루사랑' });
    const latin = await person(app, 'latin', { nickname: 'Tom_Maru' });
    for (const fan of [korean, latin]) {
      await follows(app, fan, alice);
    }
    expect(await mine('followers', alice, '루사')).toEqual(ids(korean));
    expect(await mine('followers', alice, '루사'.normalize('NFD'))).toEqual(ids(korean));
    expect(await mine('followers', alice, 'M_MAR')).toEqual(ids(latin));
    expect(await mine('followers', alice, '%')).toEqual([]);
    expect(await mine('followers', alice, '_')).toEqual(ids(latin));
  });

  it('page without gap or repeat while edges come and go', async () => {
    const { alice } = await people(app, 'alice');
    const fans = await crowd(app, 7);
    for (const fan of fans) {
      await follows(app, fan, alice);
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await lists.mine('followers', alice.viewer, {
        limit: 2,
        ...(cursor === null ? {} : { cursor }),
      });
      seen.push(...idsOf(page));
      cursor = page.nextCursor;
      const { late } = await people(app, 'late');
      await follows(app, late, alice);
    } while (cursor !== null);
    expect(seen).toEqual(ids(...fans).reverse());
  });

  it('refuse a cursor of another list', async () => {
    const { alice, bob, carol } = await people(app, 'alice', 'bob', 'carol');
    await follows(app, bob, alice);
    await follows(app, carol, alice);
    const { nextCursor } = await lists.mine('followers', alice.viewer, { limit: 1 });
    await expect(
      lists.mine('following', alice.viewer, { limit: 1, cursor: nextCursor! }),
    ).rejects.toEqual(problem('invalid-cursor'));
  });
});

describe('somebody’s lists', () => {
  it('are open to anyone when the profile is public', async () => {
    const { alice, bob, carol } = await people(app, 'alice', 'bob', 'carol');
    await follows(app, bob, alice);
    await follows(app, alice, carol);
    for (const reader of [null, carol]) {
      expect(await of('followers', alice, reader)).toEqual(ids(bob));
      expect(await of('following', alice, reader)).toEqual(ids(carol));
    }
  });

  it('are for itself and its followers when the profile is private', async () => {
    const { alice, bob, carol } = await people(app, 'alice', 'bob', 'carol');
    await follows(app, bob, alice);
    await setsPublic(app, alice, false);
    await follows(app, carol, alice);
    expect(await of('followers', alice, alice)).toEqual(ids(bob));
    expect(await of('followers', alice, bob)).toEqual(ids(bob));
    for (const reader of [carol, null]) {
      await expect(of('followers', alice, reader)).rejects.toEqual(problem('not-found'));
      await expect(of('following', alice, reader)).rejects.toEqual(problem('not-found'));
    }
  });

  it('are not there across a block, or when the person is inactive', async () => {
    const { alice, bob, carol } = await people(app, 'alice', 'bob', 'carol');
    await blocks(app, alice, bob);
    await expect(of('followers', alice, bob)).rejects.toEqual(problem('not-found'));
    await expect(of('followers', bob, alice)).rejects.toEqual(problem('not-found'));
    await suspends(app, carol);
    await expect(of('followers', carol, alice)).rejects.toEqual(problem('not-found'));
  });

  it('leave out inactive people and people across a block with the viewer', async () => {
    const { star, reader, plain } = await people(app, 'star', 'reader', 'plain');
    const { inactive, blocking, blocked } = await people(app, 'inactive', 'blocking', 'blocked');
    for (const fan of [inactive, plain, blocking, blocked]) {
      await follows(app, fan, star);
      await follows(app, star, fan);
    }
    await suspends(app, inactive);
    await blocks(app, blocking, reader);
    await blocks(app, reader, blocked);
    for (const list of ['followers', 'following'] as const) {
      expect(await of(list, star, reader)).toEqual(ids(plain));
      expect(await of(list, star, null)).toEqual(ids(blocked, blocking, plain));
    }
  });
});

async function of(list: 'followers' | 'following', owner: Person, reader: Person | null) {
  return idsOf(await lists.of(list, owner.id, reader?.viewer ?? null, { limit: 20 }));
}

import type { Viewer } from '#libs/kernel';
import { BlockService, FollowService, MuteService } from '#libs/social-graph';
import { idsOf, problem } from '#libs/testing';
import { openWorld, type World } from '#libs/testing/world';
import type { ConnectionList } from '../src/connection.reader.js';
import { ConnectionService } from '../src/connection.service.js';
import { PeopleModule } from '../src/people.module.js';

let world: World;
let follows: FollowService;
let blocks: BlockService;
let mutes: MuteService;
let lists: ConnectionService;

beforeAll(async () => {
  world = await openWorld(PeopleModule);
  follows = world.app.get(FollowService);
  blocks = world.app.get(BlockService);
  mutes = world.app.get(MuteService);
  lists = world.app.get(ConnectionService);
});

beforeEach(() => world.clear());

afterAll(() => world.app.close());

const mine = (list: ConnectionList, viewer: Viewer, nickname?: string) =>
  lists.mine(list, viewer, { limit: 20, nickname }).then(idsOf);
const ids = (...people: Viewer[]) => people.map(({ userId }) => userId);

describe('my lists', () => {
  it('hold people by their edges, newest edge first, with how I stand to them', async () => {
    const [alice, bob, carol] = await three();
    await follows.follow(bob, alice.userId);
    await follows.follow(carol, alice.userId);
    await follows.follow(alice, bob.userId);
    expect(await mine('followers', alice)).toEqual(ids(carol, bob));
    expect(await mine('following', alice)).toEqual(ids(bob));
    const { items } = await lists.mine('followers', alice, { limit: 20 });
    expect(items.map(({ viewer }) => viewer)).toEqual([
      { following: false, followedBy: true, requested: false, blocking: false, muting: false },
      { following: true, followedBy: true, requested: false, blocking: false, muting: false },
    ]);
  });

  it('of requests hold those who ask me, not whom I ask', async () => {
    const [alice, bob, carol] = await three();
    await world.close(alice);
    await world.close(bob);
    await follows.follow(bob, alice.userId);
    await follows.follow(carol, alice.userId);
    await follows.follow(alice, bob.userId);
    expect(await mine('requests', alice)).toEqual(ids(carol, bob));
  });

  it('of blocks and mutes hold whom I block and mute', async () => {
    const [alice, bob, carol] = await three();
    await blocks.block(alice, bob.userId);
    await blocks.block(alice, carol.userId);
    await mutes.mute(alice, carol.userId);
    await mutes.mute(alice, bob.userId);
    await blocks.block(carol, bob.userId);
    expect(await mine('blocks', alice)).toEqual(ids(carol, bob));
    expect(await mine('mutes', alice)).toEqual(ids(bob, carol));
    const { items } = await lists.mine('blocks', alice, { limit: 1 });
    expect(items[0]!.viewer).toMatchObject({ blocking: true, muting: true });
  });

  it('leave out inactive people and those who block me, and fill their pages', async () => {
    const alice = await world.person();
    const [first, second, third, fourth] = await world.people(4);
    for (const fan of [first!, second!, third!, fourth!]) {
      await follows.follow(fan, alice.userId);
      await mutes.mute(alice, fan.userId);
    }
    await world.suspend(third!);
    await world.app.sql('insert into block (blocker_id, blocked_id) values ($1, $2)', [
      fourth!.userId,
      alice.userId,
    ]);
    for (const list of ['followers', 'mutes'] as const) {
      const page = await lists.mine(list, alice, { limit: 2 });
      expect(idsOf(page)).toEqual(ids(second!, first!));
      expect(page.nextCursor).toBeNull();
    }
  });

  it('can be narrowed to a part of the nickname, whatever its case and Unicode form', async () => {
    const alice = await world.person();
    const [korean, latin] = [
      await world.person({ nickname: '마루사랑' }),
      await world.person({ nickname: 'Tom_Maru' }),
    ];
    for (const fan of [korean, latin]) {
      await follows.follow(fan, alice.userId);
    }
    expect(await mine('followers', alice, '루사')).toEqual(ids(korean));
    expect(await mine('followers', alice, '루사'.normalize('NFD'))).toEqual(ids(korean));
    expect(await mine('followers', alice, 'M_MAR')).toEqual(ids(latin));
    expect(await mine('followers', alice, '%')).toEqual([]);
    expect(await mine('followers', alice, '_')).toEqual(ids(latin));
  });

  it('page without gap or repeat while edges come and go', async () => {
    const alice = await world.person();
    const fans = await world.people(7);
    for (const fan of fans) {
      await follows.follow(fan, alice.userId);
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await lists.mine('followers', alice, {
        limit: 2,
        ...(cursor === null ? {} : { cursor }),
      });
      seen.push(...idsOf(page));
      cursor = page.nextCursor;
      await follows.follow(await world.person(), alice.userId);
    } while (cursor !== null);
    expect(seen).toEqual(ids(...fans).reverse());
  });

  it('refuse a cursor of another list', async () => {
    const [alice, bob, carol] = await three();
    await follows.follow(bob, alice.userId);
    await follows.follow(carol, alice.userId);
    const { nextCursor } = await lists.mine('followers', alice, { limit: 1 });
    await expect(lists.mine('following', alice, { limit: 1, cursor: nextCursor! })).rejects.toEqual(
      problem('invalid-cursor'),
    );
  });
});

describe('somebody’s lists', () => {
  it('are open to anyone when the profile is public', async () => {
    const [alice, bob, carol] = await three();
    await follows.follow(bob, alice.userId);
    await follows.follow(alice, carol.userId);
    for (const viewer of [null, carol]) {
      expect(await of('followers', alice, viewer)).toEqual(ids(bob));
      expect(await of('following', alice, viewer)).toEqual(ids(carol));
    }
  });

  it('are for itself and its followers when the profile is private', async () => {
    const [alice, bob, carol] = await three();
    await follows.follow(bob, alice.userId);
    await world.close(alice);
    await follows.follow(carol, alice.userId);
    expect(await of('followers', alice, alice)).toEqual(ids(bob));
    expect(await of('followers', alice, bob)).toEqual(ids(bob));
    for (const viewer of [carol, null]) {
      await expect(of('followers', alice, viewer)).rejects.toEqual(problem('not-found'));
      await expect(of('following', alice, viewer)).rejects.toEqual(problem('not-found'));
    }
  });

  it('are not there across a block, or when the person is inactive', async () => {
    const [alice, bob, carol] = await three();
    await blocks.block(alice, bob.userId);
    await expect(of('followers', alice, bob)).rejects.toEqual(problem('not-found'));
    await expect(of('followers', bob, alice)).rejects.toEqual(problem('not-found'));
    await world.suspend(carol);
    await expect(of('followers', carol, alice)).rejects.toEqual(problem('not-found'));
  });

  it('leave out inactive people and people across a block with the viewer', async () => {
    const [star, viewer, plain] = await three();
    const [inactive, blocking, blocked] = await three();
    for (const fan of [inactive, plain, blocking, blocked]) {
      await follows.follow(fan, star.userId);
      await follows.follow(star, fan.userId);
    }
    await world.suspend(inactive);
    await blocks.block(blocking, viewer.userId);
    await blocks.block(viewer, blocked.userId);
    for (const list of ['followers', 'following'] as const) {
      expect(await of(list, star, viewer)).toEqual(ids(plain));
      expect(await of(list, star, null)).toEqual(ids(blocked, blocking, plain));
    }
  });
});

async function three() {
  return [await world.person(), await world.person(), await world.person()] as const;
}

async function of(list: 'followers' | 'following', owner: Viewer, viewer: Viewer | null) {
  return idsOf(await lists.of(list, owner.userId, viewer, { limit: 20 }));
}

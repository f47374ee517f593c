import { type TestHttp, testHttp } from '#libs/testing';
import { blocks, follows, mutes } from '#libs/testing/graph';
import { givesRole, people, type Person } from '#libs/testing/people';
import { shares } from '#libs/testing/stories';
import { uploads } from '#libs/testing/uploads';
import { domainModules } from '../../apps/domains.js';
import {
  STORY_READS,
  STORY_STATES,
  storyBytes,
  storyExpectedIn,
  type StoryLot,
  type StoryState,
  type StoryTraces,
} from './story-visibility-table.js';
import { type Outcome, type ViewerName, VIEWERS } from './visibility-table.js';

interface StoryScene {
  readonly author: Person;
  readonly traces: StoryTraces;
  /** Where the picture was before anything happened. */
  readonly address: string;
}

let app: TestHttp;
let readers: Record<'stranger' | 'follower' | 'admin', Person>;
const scenes: StoryScene[] = [];

beforeAll(async () => {
  app = await testHttp({ modules: domainModules });
  const { bystander, ...others } = await people(app, 'bystander', 'stranger', 'follower', 'admin');
  readers = others;
  await givesRole(app, readers.admin, 'admin');
  for (const state of STORY_STATES) {
    scenes.push(await sharedBy(state, bystander));
  }
  await Promise.all(scenes.map((scene, i) => befalls(STORY_STATES[i]!.lot, scene)));
  await app.settle();
});
afterAll(() => app.close());

const ask = (
  method: 'GET' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  as?: Person,
  body?: object,
) => app.request({ method, url: `/v1${path}`, body, ...(as && { as }) });

async function sharedBy({ story: audience }: StoryState, bystander: Person): Promise<StoryScene> {
  const { author } = await people(app, 'author');
  await follows(app, readers.follower, author);
  await follows(app, bystander, author);
  const pictureId = await uploads(app, author);
  await app.settle();
  const storyId = await shares(app, author, { mediaId: pictureId, audience });
  await ask('PUT', `/stories/${storyId}/seen`, bystander);
  const { body } = await ask('GET', `/stories/${storyId}`, readers.follower);
  const traces = { authorId: author.id, bystanderId: bystander.id, storyId, pictureId };
  return { author, traces, address: String(body.media.url) };
}

/** What makes the story what the table says. */
async function befalls(lot: StoryLot, { author, traces }: StoryScene): Promise<void> {
  const { storyId, pictureId } = traces;
  const inactive = { isActive: false, reason: 'For the table' };
  const everyReader = Object.values(readers);
  const happenings: Record<StoryLot, () => Promise<unknown>> = {
    nothing: () => Promise.resolve(),
    deactivated: () => ask('PATCH', `/admin/stories/${storyId}`, readers.admin, inactive),
    deleted: () => ask('DELETE', `/stories/${storyId}`, author),
    ended: async () => {
      await app.sql(`update story set expires_at = now() where id = $1`, [storyId]);
      await app.sql(`update media set shown_until = now() where id = $1`, [pictureId]);
    },
    'suspended author': () => ask('PATCH', `/admin/users/${author.id}`, readers.admin, inactive),
    'deleted author': () => ask('DELETE', '/me', author, { password: author.password }),
    'private profile': () => ask('PATCH', '/me/profile', author, { isPublic: false }),
    'author blocks': () => Promise.all(everyReader.map((who) => blocks(app, author, who))),
    'readers block': () => Promise.all(everyReader.map((who) => blocks(app, who, author))),
    'readers mute': () => Promise.all(everyReader.map((who) => mutes(app, who, author))),
  };
  await happenings[lot]();
}

it('the table holds every state and reader', () => {
  expect(STORY_STATES).toHaveLength(2 * 10);
  expect(new Set(STORY_STATES.map(({ story, lot }) => `${story} ${lot}`)).size).toBe(20);
});

describe.each(STORY_STATES.map((state, i) => ({ ...state, i })))(
  'a story: $story; then: $lot',
  (state) => {
    it.each(VIEWERS)('for %s', async (viewer) => {
      const expected: Record<string, Outcome> = {};
      const found: Record<string, Outcome> = {};
      for (const read of STORY_READS) {
        expected[read.name] = storyExpectedIn({ ...state, viewer }, read);
        const { traces, author } = scenes[state.i]!;
        const { status, text } = await ask('GET', read.url(traces), callerOf(viewer, author));
        found[read.name] = asOutcome(status, () => text.includes(read.mark(traces)));
      }
      expect(found).toEqual(expected);
    });

    it('the bytes at the address that was given', async () => {
      const { pathname, search } = new URL(scenes[state.i]!.address);
      const { statusCode } = await app.nest.inject({ url: pathname + search });
      expect(asOutcome(statusCode, () => true)).toBe(storyBytes(state));
    });
  },
);

function callerOf(viewer: ViewerName, author: Person): Person | undefined {
  return viewer === 'author' ? author : viewer === 'anonymous' ? undefined : readers[viewer];
}

function asOutcome(status: number, isShown: () => boolean): Outcome {
  if (status === 200) {
    return isShown() ? 'shown' : 'absent';
  }
  expect([401, 403, 404]).toContain(status);
  return String(status) as Outcome;
}

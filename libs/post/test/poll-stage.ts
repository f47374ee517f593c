import { type PostId, PostModule } from '#libs/post';
import { SocialGraphModule } from '#libs/social-graph';
import { type Stage, stageOf, type TestAnswer, type TestHttp } from '#libs/testing';
import type { Person } from '#libs/testing/people';
import { poll, publishes } from '#libs/testing/posts';
import { VoteService } from '../src/polls/vote.service.js';
import { get } from './stage.js';

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** The time after so many milliseconds. */
export const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();

/** Posts that ask, and what people answer. */
export type PollStage = Stage<ReturnType<typeof words>>;

function words(app: TestHttp) {
  const pollAt = async (id: string, as?: Person) => (await get(app, `/posts/${id}`, as)).body.poll;
  return {
    /** Somebody publishes a post with a poll. */
    asks: (as: Person, change: Parameters<typeof poll>[0] = {}, more: object = {}) =>
      publishes(app, as, { poll: poll(change), ...more }),
    /** The answer to somebody who changes a post of theirs. */
    change: (as: Person, id: string, body: object, headers = {}): Promise<TestAnswer> =>
      app.request({ method: 'PATCH', url: `/v1/posts/${id}`, as, body, headers }),
    /** The answer to somebody who votes. */
    vote: (as: Person, post: string, ...choices: number[]): Promise<TestAnswer> =>
      app.request({ method: 'PUT', url: `/v1/posts/${post}/poll/vote`, as, body: { choices } }),
    /** Somebody votes. */
    votes: ({ viewer }: Person, post: PostId, ...choices: number[]): Promise<void> =>
      app.get(VoteService).vote(viewer, post, choices),
    /** The poll of a post, as somebody sees it. */
    pollAt,
    /** How many have voted, then the votes for each option. */
    countsAt: async (id: string, as?: Person) => {
      const { voterCount, options } = await pollAt(id, as);
      return [
        voterCount,
        ...options.map((option: { voteCount: number | null }) => option.voteCount),
      ];
    },
  };
}

export const openPollStage = stageOf([SocialGraphModule, PostModule], words);

import type { PostId } from '#libs/post';
import type { TestAnswer } from '#libs/testing';
import type { Person } from '#libs/testing/people';
import { poll, publishes } from '#libs/testing/posts';
import { VoteService } from '../src/polls/vote.service.js';
import { type PostStage, postStageWith } from './stage.js';

const words = (app: PostStage) => ({
  /** Somebody publishes a post with a poll. */
  asks(as: Person, change: Parameters<typeof poll>[0] = {}, more: object = {}): Promise<PostId> {
    return publishes(app, as, { poll: poll(change), ...more });
  },

  /** The answer to somebody who votes. */
  vote(as: Person, post: string, ...choices: number[]): Promise<TestAnswer> {
    return app.act(as, 'PUT', `/posts/${post}/poll/vote`, { choices });
  },

  /** Somebody votes. */
  votes({ viewer }: Person, post: PostId, ...choices: number[]): Promise<void> {
    return app.get(VoteService).vote(viewer, post, choices);
  },

  /** The poll of a post, as somebody sees it. */
  async pollAt(id: string, as?: Person) {
    return (await app.read(`/posts/${id}`, as)).body.poll;
  },

  /** How many have voted, then the votes for each option. */
  async countsAt(id: string, as?: Person) {
    const { voterCount, options } = await this.pollAt(id, as);
    return [voterCount, ...options.map((option: { voteCount: number | null }) => option.voteCount)];
  },
});

/** Posts that ask, and what people answer. */
export const pollStage = postStageWith(words);

export type PollStage = Awaited<ReturnType<typeof pollStage>>;

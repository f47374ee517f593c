import type { Feature } from '#libs/database';
import { PollEntity } from './poll.entity.js';
import { PollCounterEntity } from './poll-counter.entity.js';
import { PollVoteEntity } from './poll-vote.entity.js';
import { PostEntity } from './post.entity.js';
import { PostPolicy } from './post.policy.js';
import { PostRepository } from './post.repository.js';
import { PostCounterEntity } from './post-counter.entity.js';
import { PostRowReader } from './post-row.reader.js';
import { QuotedPostReader } from './quoted-post.reader.js';

/** What the module takes from this folder. */
export const postFeature: Feature = {
  providers: [PostPolicy, PostRepository, PostRowReader, QuotedPostReader],
  entities: [PollCounterEntity, PollEntity, PollVoteEntity, PostCounterEntity, PostEntity],
};

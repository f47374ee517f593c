import type { Feature } from '#libs/database';
import { PersonVoteReader } from './person-vote.reader.js';
import { PollController } from './poll.controller.js';
import { PollRepository } from './poll.repository.js';
import { PollClosingJobs } from './poll-closing.jobs.js';
import { PostPollService } from './post-poll.service.js';
import { VoteService } from './vote.service.js';
import { VoteErasureRepository } from './vote-erasure.repository.js';
import { VotePersonalDataService } from './vote-personal-data.service.js';
import { VoteRecountHandler } from './vote-recount.handler.js';

/** What the module takes from this folder. */
export const pollsFeature: Feature = {
  controllers: [PollController],
  providers: [
    PersonVoteReader,
    PollClosingJobs,
    PollRepository,
    PostPollService,
    VoteErasureRepository,
    VotePersonalDataService,
    VoteRecountHandler,
    VoteService,
  ],
};

import { Controller, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, orNotFound, PathId, ReadBody } from '#libs/http';
import type { Viewer } from '#libs/kernel';
import { AlreadyVoted, PollClosed } from '../post/poll.errors.js';
import type { PostId } from '../post/post.js';
import { PollDto } from '../reading/poll.dto.js';
import { PostReader } from '../reading/post.reader.js';
import { VoteDto } from './vote.dto.js';
import { VoteService } from './vote.service.js';

/** Votes. */
@Controller('posts/:postId/poll')
@ApiTags('Posts')
export class PollController {
  constructor(
    private readonly votes: VoteService,
    private readonly reader: PostReader,
  ) {}

  @Put('vote')
  @Endpoint({
    summary: 'Vote in the poll of a post',
    description:
      'A vote is final; the same one again changes nothing. Nobody learns who chose what, the author included.',
    access: 'user',
    returns: PollDto,
    problems: [AlreadyVoted, PollClosed],
  })
  async vote(
    @CurrentViewer() viewer: Viewer,
    @PathId('postId') postId: PostId,
    @ReadBody() { choices }: VoteDto,
  ): Promise<PollDto> {
    await this.votes.vote(viewer, postId, choices);
    const { post } = await this.reader.read(viewer, postId);
    return orNotFound(post.poll ?? undefined);
  }
}

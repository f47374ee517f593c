import { Controller, Delete, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  created,
  CurrentViewer,
  Endpoint,
  Forbidden,
  type Form,
  IfMatch,
  OwnedBy,
  PathId,
  PreconditionFailed,
  ReadForm,
  resource,
} from '#libs/http';
import type { Viewer } from '#libs/kernel';
import { MediaNotUsable, NothingLeft } from '#libs/media';
import { PollClosed, PollHasVotes, PollTimeOutOfRange } from '../post/poll.errors.js';
import {
  AlreadyPublished,
  NotShareable,
  PublishTimePassed,
  PublishTimeTooFar,
  TooManyScheduled,
} from '../post/post.errors.js';
import type { PostId } from '../post/post.js';
import { PostPolicy } from '../post/post.policy.js';
import { EditPostDto, PublishPostDto } from '../post/post-input.dto.js';
import { PostDto } from '../reading/post.dto.js';
import { PostReader } from '../reading/post.reader.js';
import { EditingService } from './editing.service.js';
import { PostFormService } from './post-form.service.js';
import { PublishingService } from './publishing.service.js';
import { RemovalService } from './removal.service.js';

const SCHEDULE_PROBLEMS = [PublishTimePassed, PublishTimeTooFar, TooManyScheduled];

/** Publishing, editing and deleting posts. */
@Controller('posts')
@ApiTags('Posts')
export class PostWritingController {
  constructor(
    private readonly publishing: PublishingService,
    private readonly editing: EditingService,
    private readonly removal: RemovalService,
    private readonly reader: PostReader,
    private readonly forms: PostFormService,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Publish a post, or begin a draft',
    description: 'A draft with `publishAt` is published by itself then, within two seconds.',
    access: 'user',
    returns: PostDto,
    status: 201,
    problems: [MediaNotUsable, NotShareable, ...SCHEDULE_PROBLEMS, PollTimeOutOfRange],
    idempotent: true,
  })
  async publishPost(
    @CurrentViewer() viewer: Viewer,
    @ReadForm(PublishPostDto) form: Form<PublishPostDto>,
  ) {
    const draft = await this.forms.draft(viewer, form);
    const id = await this.publishing.publish(viewer, draft);
    const { post, version } = await this.reader.read(viewer, id);
    return created(post, { location: `/v1/posts/${id}`, version });
  }

  @Patch(':postId')
  @OwnedBy(PostPolicy, 'postId')
  @Endpoint({
    summary: 'Edit an own post',
    description:
      'Also publishes a draft. Title, body and tags of a published post as they were are kept as history.',
    access: 'user',
    returns: PostDto,
    problems: [
      Forbidden,
      PreconditionFailed,
      AlreadyPublished,
      MediaNotUsable,
      NothingLeft,
      ...SCHEDULE_PROBLEMS,
      PollTimeOutOfRange,
      PollHasVotes,
      PollClosed,
    ],
  })
  async editPost(
    @CurrentViewer() viewer: Viewer,
    @PathId('postId') postId: PostId,
    @ReadForm(EditPostDto) form: Form<EditPostDto>,
    @IfMatch() expected: number | undefined,
  ) {
    const change = await this.forms.change(viewer, postId, form);
    await this.editing.edit(viewer, postId, () => change, expected);
    const { post, version } = await this.reader.read(viewer, postId);
    return resource(post, version);
  }

  @Delete(':postId')
  @OwnedBy(PostPolicy, 'postId')
  @Endpoint({
    summary: 'Delete an own post',
    access: 'user',
    problems: [Forbidden, PreconditionFailed],
  })
  removePost(
    @CurrentViewer() viewer: Viewer,
    @PathId('postId') postId: PostId,
    @IfMatch() expected: number | undefined,
  ): Promise<void> {
    return this.removal.remove(viewer, postId, expected);
  }
}

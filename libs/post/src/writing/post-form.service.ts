import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { complete, type Form, Refusals } from '#libs/http';
import { Clock, type FieldError, type Problem, type Viewer } from '#libs/kernel';
import { type MediaId, MediaNotUsable, MediaService, NothingLeft } from '#libs/media';
import { type Opening, pollOf, wrongEnd } from '../post/poll.js';
import { AlreadyPublished, NotShareable } from '../post/post.errors.js';
import { type NewPost, type PostId, saysSomething } from '../post/post.js';
import { PostPolicy } from '../post/post.policy.js';
import { isEmptied, isUnpublished, type PostChange } from '../post/post-change.js';
import { wrongTime } from '../post/schedule.js';
import { OwnPostsService } from './own-posts.service.js';

/**
 * Judges forms of posts, so that one answer tells all that is refused of them. What is only wrong by one rule is found
 * out when it is carried out.
 */
@Injectable()
export class PostFormService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly own: OwnPostsService,
    private readonly media: MediaService,
    private readonly clock: Clock,
    private readonly policy: PostPolicy,
  ) {}

  /**
   * A new post, when nothing of it is malformed, nor refused by more than one rule.
   *
   * @throws DomainError `validation-failed`, and what the rules refuse it with
   */
  async draft(viewer: Viewer, { fields, errors: found }: Form<NewPost>): Promise<NewPost> {
    const {
      body = '',
      mediaIds = [],
      status = 'published',
      publishAt = null,
      quotedPostId = null,
      poll,
    } = fields;
    const says = saysSomething({ body, mediaIds, quotedPostId, poll: poll ? pollOf(poll) : null });
    const misplaced = misplacedTime(status, publishAt);
    const errors = [...found, ...misplaced];
    const wrong = misplaced.length > 0 ? undefined : wrongTime(publishAt, this.clock.now());
    const wrongPoll = this.wrongPoll(fields, { isDraft: status === 'draft', publishAt });
    const rules = [mediaIds.length > 0, quotedPostId !== null, wrong, wrongPoll].filter(Boolean);
    if (errors.length > 0 || !says || rules.length > 1) {
      const refusals = new Refusals(errors);
      if (!says && !errors.some(({ pointer }) => /^\/(mediaIds|quotedPostId|poll)/.test(pointer))) {
        refusals.missing(
          '/body',
          'It is required unless the post has a picture or a poll, or is a quote.',
        );
      }
      if (!(await this.media.areUsable(viewer.userId, mediaIds, null))) {
        refusals.refuse('/mediaIds', MediaNotUsable);
      }
      if (wrong !== undefined) {
        refusals.refuse('/publishAt', wrong);
      }
      if (quotedPostId !== null && !(await this.policy.isShareable(viewer, quotedPostId))) {
        refusals.refuse('/quotedPostId', NotShareable);
      }
      if (wrongPoll !== undefined) {
        refusals.refuse('/poll/closesAt', wrongPoll);
      }
      refusals.throwIfAny();
    }
    return fields;
  }

  /** A picture for a post, when nothing else is in the form. @throws DomainError `validation-failed` */
  async image(
    { userId }: Viewer,
    { fields, errors }: Form<{ mediaId: MediaId }>,
  ): Promise<MediaId> {
    const { mediaId } = fields;
    if (errors.length > 0) {
      const refusals = new Refusals(errors);
      if (mediaId !== undefined && !(await this.media.areUsable(userId, [mediaId], null))) {
        refusals.refuse('/mediaId', MediaNotUsable);
      }
      refusals.throwIfAny();
    }
    return complete(mediaId);
  }

  /**
   * A change of a post, when nothing of it is malformed, nor refused by more than one rule.
   *
   * @throws DomainError `validation-failed`, `already-published`, `nothing-left`, `publish-time-passed`,
   *   `publish-time-too-far`, `not-found`, `forbidden`
   */
  async change(
    viewer: Viewer,
    postId: PostId,
    { fields, errors: found }: Form<PostChange>,
  ): Promise<PostChange> {
    const { status, body, mediaIds = [], publishAt } = fields;
    const misplaced = misplacedTime(status, publishAt);
    const errors = [...found, ...misplaced];
    const wrong = misplaced.length > 0 ? undefined : wrongTime(publishAt, this.clock.now());
    const rules = [
      status === 'draft' || typeof publishAt === 'string',
      body === '',
      mediaIds.length > 0,
      wrong !== undefined,
      fields.poll !== undefined,
    ].filter(Boolean);
    if (errors.length > 0 || rules.length > 1) {
      const refusals = new Refusals(errors);
      const post = await this.work.run(() => this.own.take(viewer, postId, undefined));
      if (misplaced.length === 0 && isUnpublished(post, fields)) {
        refusals.refuse(status === 'draft' ? '/status' : '/publishAt', AlreadyPublished);
      } else if (wrong !== undefined) {
        refusals.refuse('/publishAt', wrong);
      }
      if (isEmptied(post, fields)) {
        refusals.refuse(emptying(fields), NothingLeft);
      }
      const wrongPoll = this.wrongPoll(fields, {
        isDraft: (status ?? post.status) === 'draft',
        publishAt: publishAt === undefined ? post.publishAt : publishAt,
      });
      if (wrongPoll !== undefined) {
        refusals.refuse('/poll/closesAt', wrongPoll);
      }
      if (!(await this.media.areUsable(post.authorId, mediaIds, { type: 'post', id: postId }))) {
        refusals.refuse('/mediaIds', MediaNotUsable);
      }
      refusals.throwIfAny();
    }
    return fields;
  }

  private wrongPoll(
    { poll }: Partial<Pick<NewPost, 'poll'>>,
    opening: Omit<Opening, 'now'>,
  ): Problem | undefined {
    return poll?.closesAt === undefined
      ? undefined
      : wrongEnd(poll, { now: this.clock.now(), ...opening });
  }
}

/** The field that takes away the last of what a post has. */
function emptying({ body, mediaIds }: PostChange): string {
  if (body !== undefined) {
    return '/body';
  }
  return mediaIds === undefined ? '/poll' : '/mediaIds';
}

/** A time to publish what is not to be a draft. */
function misplacedTime(status: string | undefined, publishAt: unknown): FieldError[] {
  return status === 'published' && typeof publishAt === 'string'
    ? [{ pointer: '/publishAt', code: 'not-a-draft', detail: 'It needs the status `draft`.' }]
    : [];
}

import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { complete, type Form, Refusals } from '#libs/http';
import type { Viewer } from '#libs/kernel';
import { type MediaId, MediaNotUsable, MediaService } from '#libs/media';
import { AlreadyPublished } from '../post/post.errors.js';
import { isUnpublished, type NewPost, type PostChange, type PostId } from '../post/post.js';
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
  ) {}

  /** A new post, when nothing of it is malformed. @throws DomainError `validation-failed` */
  async draft({ userId }: Viewer, { fields, errors }: Form<NewPost>): Promise<NewPost> {
    if (errors.length > 0) {
      const refusals = new Refusals(errors);
      if (!(await this.media.areUsable(userId, fields.mediaIds ?? [], null))) {
        refusals.refuse('/mediaIds', MediaNotUsable);
      }
      refusals.throwIfAny();
    }
    return { ...fields, body: complete(fields.body) };
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
   * @throws DomainError `validation-failed`, `already-published`, `not-found`, `forbidden`
   */
  async change(
    viewer: Viewer,
    postId: PostId,
    { fields, errors }: Form<PostChange>,
  ): Promise<PostChange> {
    const { status, mediaIds = [] } = fields;
    if (errors.length > 0 || (status === 'draft' && mediaIds.length > 0)) {
      const refusals = new Refusals(errors);
      const post = await this.work.run(() => this.own.take(viewer, postId, undefined));
      if (isUnpublished(post, fields)) {
        refusals.refuse('/status', AlreadyPublished);
      }
      if (!(await this.media.areUsable(post.authorId, mediaIds, { type: 'post', id: postId }))) {
        refusals.refuse('/mediaIds', MediaNotUsable);
      }
      refusals.throwIfAny();
    }
    return fields;
  }
}

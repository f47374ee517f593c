import { Injectable } from '@nestjs/common';
import { type Form, NotFound } from '#libs/http';
import { DomainError, type Viewer } from '#libs/kernel';
import { type MediaId, MediaNotUsable } from '#libs/media';
import { TooManyImages } from '../post/post.errors.js';
import { IMAGES_PER_POST, type PostId } from '../post/post.js';
import { EditingService } from './editing.service.js';
import { PostFormService } from './post-form.service.js';

/** Adds and removes single pictures of posts. */
@Injectable()
export class ImageService {
  constructor(
    private readonly editing: EditingService,
    private readonly forms: PostFormService,
  ) {}

  /**
   * The same as `add` for a form, of which something may be malformed.
   *
   * @returns the picture
   * @throws DomainError `validation-failed`, `not-found`, `forbidden`, `too-many-images`, `media-not-usable`
   */
  async fillIn(
    viewer: Viewer,
    postId: PostId,
    form: Form<{ readonly mediaId: MediaId }>,
  ): Promise<MediaId> {
    const mediaId = await this.forms.image(viewer, form);
    await this.add(viewer, postId, mediaId);
    return mediaId;
  }

  /**
   * Adds a picture after the others.
   *
   * @throws DomainError `not-found`, `forbidden`, `too-many-images`, `media-not-usable`
   */
  async add(viewer: Viewer, postId: PostId, mediaId: MediaId): Promise<void> {
    const adding = ({ mediaIds }: { mediaIds: readonly MediaId[] }) => {
      if (mediaIds.includes(mediaId)) {
        throw new DomainError(MediaNotUsable);
      }
      if (mediaIds.length >= IMAGES_PER_POST) {
        throw new DomainError(TooManyImages);
      }
      return { mediaIds: [...mediaIds, mediaId] };
    };
    await this.editing.edit(viewer, postId, adding, undefined);
  }

  /**
   * Takes a picture from a post.
   *
   * @param expected the version that the author has seen, or `undefined` when any will do
   * @throws DomainError `not-found` also when the post has no such picture; `forbidden`, `precondition-failed`,
   *   `nothing-left`
   */
  async remove(
    viewer: Viewer,
    postId: PostId,
    mediaId: MediaId,
    expected: number | undefined,
  ): Promise<void> {
    const removing = ({ mediaIds }: { mediaIds: readonly MediaId[] }) => {
      if (!mediaIds.includes(mediaId)) {
        throw new DomainError(NotFound);
      }
      return { mediaIds: mediaIds.filter((id) => id !== mediaId) };
    };
    await this.editing.edit(viewer, postId, removing, expected);
  }
}

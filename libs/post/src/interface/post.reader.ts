import { Injectable } from '@nestjs/common';
import { DomainError, type MaybeViewer, type Page, type PostId } from '#libs/kernel';
import { MediaReader } from '#libs/media';
import { NotFound } from '#libs/platform';
import { UserReader } from '#libs/user';
import { IMAGES_PER_POST } from '../domain/post.js';
import { type PostRow, PostRowReader } from '../infrastructure/post-row.reader.js';
import { type PostDto, presentPost } from './post.dto.js';

/** Posts as the API shows them. */
@Injectable()
export class PostReader {
  constructor(
    private readonly rows: PostRowReader,
    private readonly people: UserReader,
    private readonly media: MediaReader,
  ) {}

  /**
   * Posts in the given order, by one statement; those that the viewer may not see are left out.
   */
  async hydrate(viewer: MaybeViewer, ids: readonly PostId[]): Promise<PostDto[]> {
    return ids.length === 0 ? [] : this.present(viewer, await this.rows.rows(viewer, ids));
  }

  /** The posts of a page of ids. */
  async page(viewer: MaybeViewer, ids: Page<PostId>): Promise<Page<PostDto>> {
    return { items: await this.hydrate(viewer, ids.items), nextCursor: ids.nextCursor };
  }

  /**
   * One post, with the version of its content.
   *
   * @throws DomainError `not-found`
   */
  async read(
    viewer: MaybeViewer,
    postId: PostId,
  ): Promise<{ readonly post: PostDto; readonly version: number }> {
    const rows = await this.rows.rows(viewer, [postId]);
    const [post] = await this.present(viewer, rows);
    const [row] = rows;
    if (post === undefined || row === undefined) {
      throw new DomainError(NotFound);
    }
    return { post, version: row.version };
  }

  /** Posts from their rows, whatever their state; asks the database for nothing more. */
  present(viewer: MaybeViewer, rows: readonly PostRow[]): Promise<PostDto[]> {
    return Promise.all(
      rows.map(async (row) => {
        const author = await this.people.summary(row.author);
        // A restored picture may find its place taken.
        const pictures = (row.images ?? []).slice(0, IMAGES_PER_POST);
        const images = await Promise.all(pictures.map((picture) => this.media.shown(picture)));
        return presentPost(row, author, images, viewer !== null);
      }),
    );
  }
}

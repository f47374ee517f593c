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
   * Posts in the given order; those that the viewer may not see are left out. The same number of queries
   * for any number of posts.
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

  /** Posts from their rows, whatever their state. The same number of queries for any number of posts. */
  async present(viewer: MaybeViewer, rows: readonly PostRow[]): Promise<PostDto[]> {
    const [authors, images] = await Promise.all([
      this.people.summaries([...new Set(rows.map(({ authorId }) => authorId))]),
      this.media.images(rows.flatMap(({ mediaIds }) => mediaIds)),
    ]);
    return rows.flatMap((row) => {
      const author = authors.get(row.authorId);
      // A restored picture may find its place taken.
      const pictures = row.mediaIds.flatMap((id) => images.get(id) ?? []).slice(0, IMAGES_PER_POST);
      return author === undefined ? [] : presentPost(row, author, pictures, viewer !== null);
    });
  }
}

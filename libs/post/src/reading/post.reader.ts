import { Injectable } from '@nestjs/common';
import { orNotFound } from '#libs/http';
import type { MaybeViewer, Page } from '#libs/kernel';
import { MediaReader } from '#libs/media';
import type { PostId } from '../post/post.js';
import { PostRowReader } from '../post/post-row.reader.js';
import type { PostRow } from '../post/post-row.sql.js';
import { QuotedPostReader, type QuotesShown } from '../post/quoted-post.reader.js';
import { type PostDto, presentPost } from './post.dto.js';

/** Posts as the API shows them. */
@Injectable()
export class PostReader {
  constructor(
    private readonly rows: PostRowReader,
    private readonly quoted: QuotedPostReader,
    private readonly media: MediaReader,
  ) {}

  /**
   * Posts in the given order; those that the viewer may not see are left out.
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
    const row = orNotFound(await this.rows.row(viewer, postId));
    const [post] = await this.present(viewer, [row]);
    return { post: orNotFound(post), version: row.version };
  }

  /** Posts from their rows, whatever their state, with what they quote. */
  async present(
    viewer: MaybeViewer,
    rows: readonly PostRow[],
    shown: QuotesShown = {},
  ): Promise<PostDto[]> {
    return rows.map(await this.presenter(viewer, rows, shown));
  }

  /** What makes posts of their rows, whatever their state; what they quote is read before. */
  async presenter(
    viewer: MaybeViewer,
    rows: readonly PostRow[],
    shown: QuotesShown = {},
  ): Promise<(row: PostRow) => PostDto> {
    const quoted = await this.quoted.of(viewer, rows, shown);
    return (row) =>
      presentPost(row, quoted.get(row.id) ?? null, this.media.pictures, viewer !== null);
  }
}

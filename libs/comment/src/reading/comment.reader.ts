import { Injectable } from '@nestjs/common';
import { orNotFound } from '#libs/http';
import type { MaybeViewer, Page, Viewer } from '#libs/kernel';
import { MediaReader } from '#libs/media';
import { presentSummary } from '#libs/people';
import { presentEntities } from '#libs/rich-text';
import type { CommentId } from '../comment/comment.js';
import { type CommentRow, CommentRowReader } from '../comment/comment-row.reader.js';
import { type CommentDto, presentComment } from './comment.dto.js';

/** Comments as the API shows them. */
@Injectable()
export class CommentReader {
  constructor(
    private readonly rows: CommentRowReader,
    private readonly media: MediaReader,
  ) {}

  /**
   * Comments in the given order, tombstones among them; those that don't stand for the viewer are left
   * out. The same number of queries for any number of comments.
   */
  async hydrate(viewer: MaybeViewer, ids: readonly CommentId[]): Promise<CommentDto[]> {
    if (ids.length === 0) {
      return [];
    }
    const rows = new Map((await this.rows.rows(viewer, ids)).map((row) => [row.id, row]));
    const present = ids.flatMap((id) => rows.get(id) ?? []);
    return this.present(viewer, present);
  }

  /** The comments of a page of ids. */
  async page(viewer: MaybeViewer, ids: Page<CommentId>): Promise<Page<CommentDto>> {
    return { items: await this.hydrate(viewer, ids.items), nextCursor: ids.nextCursor };
  }

  /** The comments of a page of ids that the viewer wrote, also under posts that can't be seen any more. */
  async ownPage(viewer: Viewer, { items, nextCursor }: Page<CommentId>): Promise<Page<CommentDto>> {
    const rows = new Map((await this.rows.ownRows(viewer, items)).map((row) => [row.id, row]));
    const present = items.flatMap((id) => rows.get(id) ?? []);
    return { items: this.present(viewer, present), nextCursor };
  }

  /**
   * One comment or its tombstone, with the version of its text.
   *
   * @throws DomainError `not-found`
   */
  async read(
    viewer: MaybeViewer,
    commentId: CommentId,
  ): Promise<{ comment: CommentDto; version: number }> {
    const row = orNotFound(await this.rows.row(viewer, commentId));
    const [comment] = this.present(viewer, [row]);
    return { comment: orNotFound(comment), version: row.version };
  }

  private present(viewer: MaybeViewer, rows: readonly CommentRow[]): CommentDto[] {
    return rows.map((row) =>
      presentComment(
        row,
        row.author && presentSummary(row.author, this.media.pictures),
        presentEntities(row.body ?? '', row.entities, row.mentioned, this.media.pictures),
        viewer !== null,
      ),
    );
  }
}

import { Injectable } from '@nestjs/common';
import { descending, sortKey, sql, SqlReader } from '#libs/database';
import type { Id, Page, PageRequest } from '#libs/kernel';
import type { PostId } from '../post/post.js';

/** What a post said before an edit. */
export interface RevisionRow {
  readonly id: Id<'post-revision'>;
  readonly title: string;
  readonly body: string;
  readonly tags: readonly string[];
  readonly editedAt: Date;
}

const NEWEST = descending('post-revisions', sortKey('id', 'id', 'id'));

/** Reads the history of posts. */
@Injectable()
export class PostRevisionReader {
  constructor(private readonly reader: SqlReader) {}

  /** One page of a post's earlier versions, newest first. @throws DomainError `invalid-cursor` */
  ofPost(postId: PostId, request: PageRequest): Promise<Page<RevisionRow>> {
    return this.reader.page<RevisionRow>(
      NEWEST,
      request,
      ({ after, order, limit }) => sql`
      select id, title, body, tags, edited_at as "editedAt"
      from post_revision
      where post_id = ${postId} and ${after}
      order by ${order}
      limit ${limit}
      `,
    );
  }
}

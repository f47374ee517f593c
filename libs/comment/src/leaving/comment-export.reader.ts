import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { type WalkedRow } from '#libs/personal-data';
import type { PostId } from '#libs/post';
import type { CommentId } from '../comment/comment.js';

/** A comment as its author gets it. */
interface WrittenComment extends WalkedRow {
  readonly id: CommentId;
  readonly postId: PostId;
  readonly parentId: CommentId | null;
  readonly body: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly deletedAt: Date | null;
}

/** Reads the comments of a person for the person. */
@Injectable()
export class CommentExportReader {
  constructor(private readonly reader: SqlReader) {}

  /** Comments that the person wrote, removed ones too, the oldest first. */
  written(userId: UserId, after: string, limit: number): Promise<WrittenComment[]> {
    return this.reader.query(
      sql`
      select
        id as cursor,
        id,
        post_id as "postId",
        parent_id as "parentId",
        body,
        created_at as "createdAt",
        updated_at as "updatedAt",
        deleted_at as "deletedAt"
      from comment
      where author_id = ${userId} and id > ${after}
      order by id
      limit ${limit}
      `,
    );
  }
}

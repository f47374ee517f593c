import { Injectable } from '@nestjs/common';
import { AuditLogService, defineAuditTarget } from '#libs/audit';
import { assertVersion, orNotFound } from '#libs/http';
import type { Json, UserId, Viewer } from '#libs/kernel';
import { type PostContent, type PostId, type WithEntities } from '../post/post.js';
import { PostRepository, type StoredPost } from '../post/post.repository.js';
import { type PostEdit } from '../post/post-change.js';
import { PostRowReader } from '../post/post-row.reader.js';
import { sameTags } from '../post/tag.js';
import { PostModerationRepository } from './post-moderation.repository.js';

const POST = defineAuditTarget('post');

/** Posts in the hands of administrators. In the transaction of the caller. */
@Injectable()
export class ModeratedPostsService {
  constructor(
    private readonly rows: PostRowReader,
    private readonly posts: PostRepository,
    private readonly moderation: PostModerationRepository,
    private readonly audit: AuditLogService,
  ) {}

  /** Whose post this is, in any state. @throws DomainError `not-found` */
  async authorOf(postId: PostId): Promise<UserId> {
    return orNotFound(await this.rows.authorOf(postId));
  }

  /**
   * Takes a post in any state, until the transaction ends.
   *
   * @param expected the version that the administrator has seen, or `undefined` when any will do
   * @throws DomainError `not-found`, `precondition-failed`
   */
  async take(postId: PostId, expected: number | undefined): Promise<StoredPost> {
    const post = orNotFound(await this.posts.takeAny(postId));
    assertVersion(expected, post.version);
    return post;
  }

  /**
   * Stores what an administrator made of a taken post, and writes each act down. What the post said before
   * becomes history, of a draft too.
   */
  async store(
    { userId: actorId }: Viewer,
    post: StoredPost,
    { content, changed, reworded }: PostEdit & { readonly content: PostContent & WithEntities },
    isActive: boolean,
    reason: string,
  ): Promise<void> {
    if (reworded) {
      await this.posts.keepRevision(post);
    }
    await this.moderation.store(post, content, { isActive, edited: changed });
    const noted = { actorId, target: POST, targetId: post.id, reason };
    if (changed) {
      const changes = editsOf(post, content);
      await this.audit.record({ ...noted, action: 'post.edited', changes });
    }
    if (isActive !== post.isActive) {
      await this.audit.recordTurn(noted, isActive);
    }
  }
}

/** What an edit changed: of texts and tags only that they did, for they may be personal. */
function editsOf(before: PostContent, after: PostContent): Readonly<Record<string, Json>> {
  const { visibility } = after;
  const fields = [
    ...(before.title === after.title ? [] : ['title']),
    ...(before.body === after.body ? [] : ['body']),
    ...(sameTags(before.tags, after.tags) ? [] : ['tags']),
    ...(before.contentWarning === after.contentWarning ? [] : ['contentWarning']),
  ];
  return {
    ...(fields.length > 0 && { fields }),
    ...(before.visibility !== visibility && {
      visibility: { from: before.visibility, to: visibility },
    }),
    ...(before.sensitive !== after.sensitive && {
      sensitive: { from: before.sensitive, to: after.sensitive },
    }),
  };
}

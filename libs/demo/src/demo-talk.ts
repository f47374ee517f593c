import { Injectable } from '@nestjs/common';
import { type CommentId, commentLikes, CommentService } from '#libs/comment';
import {
  bookmarks,
  PinService,
  type PostId,
  postLikes,
  postReposts,
  VoteService,
} from '#libs/post';
import { ReactionService } from '#libs/reaction';
import { type DemoPeople, personIn } from './demo-members.js';
import type { DemoComment, DemoPost } from './demo-posts.js';

/** What people of the demo community do with posts: comments, likes, bookmarks, reposts, votes and pins. */
@Injectable()
export class DemoTalk {
  constructor(
    private readonly comments: CommentService,
    private readonly reactions: ReactionService,
    private readonly votes: VoteService,
    private readonly pins: PinService,
  ) {}

  /** Everything that people have to say about one post. */
  async about(people: DemoPeople, postId: PostId, post: DemoPost): Promise<void> {
    for (const nickname of post.likedBy ?? []) {
      await this.reactions.react(postLikes, personIn(people, nickname), postId);
    }
    for (const nickname of post.bookmarkedBy ?? []) {
      await this.reactions.react(bookmarks, personIn(people, nickname), postId);
    }
    for (const nickname of post.repostedBy ?? []) {
      await this.reactions.react(postReposts, personIn(people, nickname), postId);
    }
    for (const [nickname, choice] of Object.entries(post.votes ?? {})) {
      await this.votes.vote(personIn(people, nickname), postId, [choice]);
    }
    if (post.isPinned === true) {
      await this.pins.pin(personIn(people, post.author), [postId]);
    }
    for (const comment of post.comments ?? []) {
      await this.say(people, postId, comment, undefined);
    }
  }

  private async say(
    people: DemoPeople,
    postId: PostId,
    { author, body, replies, likedBy }: DemoComment,
    parentId: CommentId | undefined,
  ): Promise<void> {
    const id = await this.comments.write(personIn(people, author), postId, { body, parentId });
    for (const nickname of likedBy ?? []) {
      await this.reactions.react(commentLikes, personIn(people, nickname), id);
    }
    for (const reply of replies ?? []) {
      await this.say(people, postId, reply, id);
    }
  }
}

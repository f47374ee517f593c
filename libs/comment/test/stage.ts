import { CommentModule } from '#libs/comment';
import { SocialGraphModule } from '#libs/social-graph';
import { stageOf } from '#libs/testing';

/** People and posts, and what is said below them. */
export const openStage = stageOf([SocialGraphModule, CommentModule]);

import { AccountModule } from '#libs/account';
import { AuditModule } from '#libs/audit';
import { ChatModule } from '#libs/chat';
import { CommentModule } from '#libs/comment';
import { DiscoveryModule } from '#libs/discovery';
import { FeedModule } from '#libs/feed';
import { StreamModule } from '#libs/live';
import { MediaModule } from '#libs/media';
import { NotificationModule } from '#libs/notification';
import { PeopleModule } from '#libs/people';
import { PeopleListModule } from '#libs/people-list';
import { PostModule } from '#libs/post';
import { PushModule } from '#libs/push';
import { ReactionModule } from '#libs/reaction';
import { SocialGraphModule } from '#libs/social-graph';
import { StoryModule } from '#libs/story';
import { UserModule } from '#libs/user';

/** The domains of Maru, from the bottom to the top: the same in every program. */
export const domainModules = [
  StreamModule,
  AuditModule,
  AccountModule,
  PushModule,
  MediaModule,
  UserModule,
  SocialGraphModule,
  PeopleModule,
  ReactionModule,
  PostModule,
  CommentModule,
  FeedModule,
  PeopleListModule,
  DiscoveryModule,
  StoryModule,
  ChatModule,
  NotificationModule,
];

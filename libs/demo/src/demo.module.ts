import { Module } from '@nestjs/common';
import { ChatModule } from '#libs/chat';
import { CommentModule } from '#libs/comment';
import { MediaModule } from '#libs/media';
import { PeopleListModule } from '#libs/people-list';
import { PostModule } from '#libs/post';
import { ReactionModule } from '#libs/reaction';
import { SocialGraphModule } from '#libs/social-graph';
import { StoryModule } from '#libs/story';
import { UserModule } from '#libs/user';
import { DemoReader } from './demo.reader.js';
import { DemoChat } from './demo-chat.js';
import { DemoCommunity } from './demo-community.js';
import { DemoLists } from './demo-lists.js';
import { DemoLogins } from './demo-logins.js';
import { DemoMembers } from './demo-members.js';
import { DemoPainter } from './demo-painter.js';
import { DemoPublisher } from './demo-publisher.js';
import { DemoStories } from './demo-stories.js';
import { DemoTalk } from './demo-talk.js';

/** The small community of an empty database. */
@Module({
  imports: [
    UserModule,
    SocialGraphModule,
    MediaModule,
    PostModule,
    CommentModule,
    ReactionModule,
    StoryModule,
    ChatModule,
    PeopleListModule,
  ],
  providers: [
    DemoChat,
    DemoCommunity,
    DemoLists,
    DemoLogins,
    DemoMembers,
    DemoPainter,
    DemoPublisher,
    DemoReader,
    DemoStories,
    DemoTalk,
  ],
  exports: [DemoCommunity],
})
export class DemoModule {}

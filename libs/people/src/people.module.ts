import { Module } from '@nestjs/common';
import { MediaModule } from '#libs/media';
import { SocialGraphModule } from '#libs/social-graph';
import { UserModule } from '#libs/user';
import { ConnectionController } from './connection.controller.js';
import { ConnectionReader } from './connection.reader.js';
import { ConnectionService } from './connection.service.js';
import { MyConnectionsController } from './my-connections.controller.js';
import { ProfileMediaPolicy } from './profile-media.policy.js';
import { UserController } from './user.controller.js';
import { UserReader } from './user.reader.js';
import { UserListReader } from './user-list.reader.js';

/** People as others see them: cards, lists and search. */
@Module({
  imports: [MediaModule, SocialGraphModule, UserModule],
  controllers: [ConnectionController, MyConnectionsController, UserController],
  providers: [ConnectionReader, ConnectionService, ProfileMediaPolicy, UserListReader, UserReader],
  exports: [UserReader],
})
export class PeopleModule {}

import { Module } from '@nestjs/common';
import { PersistenceModule, together } from '#libs/database';
import { MediaModule } from '#libs/media';
import { SocialGraphModule } from '#libs/social-graph';
import { UserModule } from '#libs/user';
import { ConnectionController } from './connection.controller.js';
import { ConnectionReader } from './connection.reader.js';
import { ConnectionService } from './connection.service.js';
import { PersonTrend1795791300000 } from './migrations/1795791300000-person-trend.js';
import { MyConnectionsController } from './my-connections.controller.js';
import { popularFeature } from './popular/popular.feature.js';
import { ProfileMediaPolicy } from './profile-media.policy.js';
import { UserController } from './user.controller.js';
import { UserReader } from './user.reader.js';
import { UserListReader } from './user-list.reader.js';

const features = together([popularFeature]);

/** People as others see them: cards, lists and search. */
@Module({
  imports: [
    PersistenceModule.forDomain({
      entities: features.entities,
      migrations: [PersonTrend1795791300000],
    }),
    MediaModule,
    SocialGraphModule,
    UserModule,
  ],
  controllers: [ConnectionController, MyConnectionsController, UserController],
  providers: [
    ...features.providers,
    ConnectionReader,
    ConnectionService,
    ProfileMediaPolicy,
    UserListReader,
    UserReader,
  ],
  exports: [UserReader],
})
export class PeopleModule {}

import { Module } from '@nestjs/common';
import { PersistenceModule } from '#libs/database';
import { UserModule } from '#libs/user';
import { BlockService } from './application/block.service.js';
import { ConnectionService } from './application/connection.service.js';
import { FollowEdges } from './application/follow-edges.service.js';
import { FollowService } from './application/follow.service.js';
import { FollowerService } from './application/follower.service.js';
import { MuteService } from './application/mute.service.js';
import { OpenedProfileHandler } from './application/opened-profile.handler.js';
import { SocialGraphPersonalData } from './application/social-graph-personal-data.service.js';
import { CannotBlockSelf, CannotFollowSelf, CannotMuteSelf } from './domain/social-graph.errors.js';
import { AdminFollowReader } from './infrastructure/admin-follow.reader.js';
import { Block } from './infrastructure/block.entity.js';
import { BlockRepository } from './infrastructure/block.repository.js';
import { ConnectionReader } from './infrastructure/connection.reader.js';
import { FollowRequest } from './infrastructure/follow-request.entity.js';
import { Follow } from './infrastructure/follow.entity.js';
import { FollowRepository } from './infrastructure/follow.repository.js';
import { SocialGraphSchema1763690000400 } from './infrastructure/migrations/1763690000400-social-graph-schema.js';
import { Mute } from './infrastructure/mute.entity.js';
import { PersonEdgeReader } from './infrastructure/person-edge.reader.js';
import { PersonEdgeRepository } from './infrastructure/person-edge.repository.js';
import { PairRepository } from './infrastructure/pair.repository.js';
import { AdminFollowController } from './interface/admin-follow.controller.js';
import { BlockController } from './interface/block.controller.js';
import { FollowController } from './interface/follow.controller.js';
import { MyConnectionsController } from './interface/my-connections.controller.js';

/** Who follows, blocks and mutes whom. */
@Module({
  imports: [
    UserModule,
    PersistenceModule.forDomain({
      entities: [Follow, FollowRequest, Block, Mute],
      migrations: [SocialGraphSchema1763690000400],
      constraints: {
        ck_follow_not_self: CannotFollowSelf,
        ck_follow_request_not_self: CannotFollowSelf,
        ck_block_not_self: CannotBlockSelf,
        ck_mute_not_self: CannotMuteSelf,
      },
    }),
  ],
  controllers: [FollowController, BlockController, MyConnectionsController, AdminFollowController],
  providers: [
    PairRepository,
    FollowRepository,
    BlockRepository,
    ConnectionReader,
    AdminFollowReader,
    FollowEdges,
    FollowService,
    FollowerService,
    BlockService,
    MuteService,
    ConnectionService,
    OpenedProfileHandler,
    PersonEdgeRepository,
    PersonEdgeReader,
    SocialGraphPersonalData,
  ],
  exports: [FollowService, FollowerService, BlockService, MuteService],
})
export class SocialGraphModule {}

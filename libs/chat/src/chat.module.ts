import { Module } from '@nestjs/common';
import { PersistenceModule, together } from '#libs/database';
import { defineTag } from '#libs/http';
import { MediaModule } from '#libs/media';
import { PeopleModule } from '#libs/people';
import { SocialGraphModule } from '#libs/social-graph';
import { changesFeature } from './changes/changes.feature.js';
import { leavingFeature } from './leaving/leaving.feature.js';
import { messageFeature } from './message/message.feature.js';
import { chatMigrations } from './migrations/index.js';
import { openingFeature } from './opening/opening.feature.js';
import { OpeningService } from './opening/opening.service.js';
import { picturesFeature } from './pictures/pictures.feature.js';
import { presenceFeature } from './presence/presence.feature.js';
import { readingFeature } from './reading/reading.feature.js';
import { UnheardMessageReader } from './reading/unheard-message.reader.js';
import { retentionFeature } from './retention/retention.feature.js';
import { CannotMessageSelf, ClientIdReused } from './room/chat.errors.js';
import { roomFeature } from './room/room.feature.js';
import { settingsFeature } from './settings/settings.feature.js';
import { typingFeature } from './typing/typing.feature.js';
import { SendingService } from './writing/sending.service.js';
import { writingFeature } from './writing/writing.feature.js';

const features = together([
  changesFeature,
  leavingFeature,
  messageFeature,
  openingFeature,
  picturesFeature,
  presenceFeature,
  readingFeature,
  retentionFeature,
  roomFeature,
  settingsFeature,
  typingFeature,
  writingFeature,
]);

defineTag({
  name: 'Chat',
  description: 'Rooms of two people and their messages.',
  after: 'Stream',
});

/** What two people write to each other. */
@Module({
  imports: [
    PersistenceModule.forDomain({
      entities: features.entities,
      migrations: chatMigrations,
      constraints: { ck_room_pair: CannotMessageSelf, uq_message_client: ClientIdReused },
    }),
    MediaModule,
    PeopleModule,
    SocialGraphModule,
  ],
  controllers: features.controllers,
  providers: features.providers,
  exports: [OpeningService, SendingService, UnheardMessageReader],
})
export class ChatModule {}

import { Module } from '@nestjs/common';
import { PersistenceModule } from '#libs/database';
import { PeopleModule } from '#libs/people';
import { SocialGraphModule } from '#libs/social-graph';
import { UserModule } from '#libs/user';
import { EntitiesService } from './entities.service.js';
import { EntityHolderRegistry } from './entity-holder.registry.js';
import { MentionEntity } from './mention.entity.js';
import { MentionRepository } from './mention.repository.js';
import { MentionExportReader } from './mention-export.reader.js';
import { MentionsService } from './mentions.service.js';
import { Mention1795745000000 } from './migrations/1795745000000-mention.js';
import { NicknameOwnerReader } from './nickname-owner.reader.js';
import { RichTextPersonalDataService } from './rich-text-personal-data.service.js';

/** What texts refer to: people, tags and addresses. */
@Module({
  imports: [
    PersistenceModule.forDomain({
      entities: [MentionEntity],
      migrations: [Mention1795745000000],
    }),
    UserModule,
    SocialGraphModule,
    PeopleModule,
  ],
  providers: [
    EntitiesService,
    EntityHolderRegistry,
    MentionExportReader,
    MentionRepository,
    MentionsService,
    NicknameOwnerReader,
    RichTextPersonalDataService,
  ],
  exports: [EntitiesService, EntityHolderRegistry, MentionRepository, MentionsService],
})
export class RichTextModule {}

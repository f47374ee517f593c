import type { Feature } from '#libs/database';
import { CommentReferencesService } from './comment-references.service.js';
import { MentionListReader } from './mention-list.reader.js';
import { MyMentionsController } from './my-mentions.controller.js';

/** What the module takes from this folder. */
export const referencesFeature: Feature = {
  controllers: [MyMentionsController],
  providers: [CommentReferencesService, MentionListReader],
};

import { Injectable } from '@nestjs/common';
import { complete, type Form, Refusals } from '#libs/http';
import type { Viewer } from '#libs/kernel';
import { MediaNotUsable, MediaService } from '#libs/media';
import type { StoryDraft } from '../story/story.js';
import type { ShareStoryDto } from './sharing.dto.js';

/**
 * Judges forms of stories, so that one answer tells all that is refused of their fields. What is only wrong by one rule
 * is found out when it is carried out.
 */
@Injectable()
export class StoryFormService {
  constructor(private readonly media: MediaService) {}

  /** What a form says. @throws DomainError `validation-failed` with all that is refused */
  async draft({ userId }: Viewer, { fields, errors }: Form<ShareStoryDto>): Promise<StoryDraft> {
    const { mediaId, text = null, audience = 'followers' } = fields;
    const refusals = new Refusals(errors);
    if (
      errors.length > 0 &&
      mediaId !== undefined &&
      !(await this.media.areUsable(userId, [mediaId], null))
    ) {
      refusals.refuse('/mediaId', MediaNotUsable);
    }
    refusals.throwIfAny();
    return { mediaId: complete(mediaId), text, audience };
  }
}

import { EnumField, IdField, TextField } from '#libs/http';
import type { MediaId } from '#libs/media';
import { type Audience, AUDIENCES, MAX_TEXT } from '../story/story.js';

/** A new story. */
export class ShareStoryDto {
  @IdField({ description: 'An own picture that is attached to nothing else.' })
  mediaId!: MediaId;

  @TextField({
    kind: 'lines',
    description: 'Text beside the picture.',
    minLength: 1,
    maxLength: MAX_TEXT,
    example: '한강, 지금',
    optional: true,
  })
  text?: string;

  @EnumField({
    description: 'For whom it is.',
    values: AUDIENCES,
    name: 'StoryAudience',
    default: 'followers',
    example: 'followers',
    optional: true,
  })
  audience: Audience = 'followers';
}

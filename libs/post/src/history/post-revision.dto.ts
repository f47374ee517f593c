import { ListField, TextField, TimeField } from '#libs/http';
import { BODY_LENGTH, TAG_LENGTH, TAGS_PER_POST, TITLE_LENGTH } from '../post/post.js';
import type { RevisionRow } from './post-revision.reader.js';

/** What a post said before an edit. */
export class PostRevisionDto {
  @TextField({ description: 'Earlier title.', maxLength: TITLE_LENGTH, example: '마루에서 봐요' })
  title!: string;

  @TextField({ description: 'Earlier text.', maxLength: BODY_LENGTH, example: '토요일 두 시.' })
  body!: string;

  @ListField({
    description: 'Earlier tags.',
    of: 'text',
    maxItems: TAGS_PER_POST,
    maxLength: TAG_LENGTH,
    example: ['산책'],
  })
  tags!: string[];

  @TimeField({ description: 'When it was replaced.' })
  editedAt!: string;
}

/** An earlier version as the API shows it. */
export function presentRevision({ title, body, tags, editedAt }: RevisionRow): PostRevisionDto {
  return { title, body, tags: [...tags], editedAt: editedAt.toISOString() };
}

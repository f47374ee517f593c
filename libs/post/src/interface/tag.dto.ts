import { IntegerField, TextField } from '#libs/http';
import { TAG_LENGTH } from '../domain/post.js';

/** A tag. */
export class TagDto {
  @TextField({
    description: 'In the spelling of its first user.',
    maxLength: TAG_LENGTH,
    example: '산책',
  })
  name!: string;

  @IntegerField({
    description: 'Posts with it that everyone can see.',
    min: 0,
    max: 2_147_483_647,
    example: 42,
  })
  postCount!: number;
}

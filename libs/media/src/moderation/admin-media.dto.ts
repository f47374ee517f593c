import { ReasonField } from '#libs/audit';
import { BooleanField, IdField, PageQuery, SearchField } from '#libs/http';
import type { UserId } from '#libs/kernel';
import { ImageDto } from '../showing/image.dto.js';
import type { AdminImage } from './admin-media.reader.js';

/** Which pictures, for administrators. */
export class AdminMediaQuery extends PageQuery {
  @SearchField({
    description:
      'Words in the name or the alternative text, all of them, found anywhere, without regard to case and Unicode form; one must have two characters.',
    example: '서울숲',
    optional: true,
  })
  q?: string;

  @BooleanField({
    description: 'Only pictures that are there, or only deleted and deactivated ones.',
    example: false,
    optional: true,
  })
  isActive?: boolean;

  @IdField({ description: 'Pictures of this person.', optional: true })
  authorId?: UserId;
}

/** What an administrator does to a picture. */
export class ModerateMediaDto {
  @BooleanField({
    description: '`false` deactivates it, `true` restores it, also when its owner deleted it.',
    example: false,
    optional: true,
  })
  isActive?: boolean;

  @ReasonField()
  reason!: string;
}

/** A picture as administrators see it. */
export class AdminImageDto extends ImageDto implements AdminImage {
  @BooleanField({
    description: 'Whether it is there for others: neither deleted nor deactivated.',
    example: true,
  })
  isActive!: boolean;

  @IdField({ description: 'Who uploaded it.' })
  ownerId!: UserId;
}

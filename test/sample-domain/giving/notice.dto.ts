import { IdField, IntegerField, ObjectField, TextField, TimeField } from '#libs/http';
import type { UserId } from '#libs/kernel';
import { ImageDto, type MediaId } from '#libs/media';
import type { PostId } from '#libs/post';
import { MAX_WORDS, type NoticeDraft, type NoticeId } from '../notice/notice.js';

/** What somebody says in noticing a post. */
export class GiveNoticeDto implements NoticeDraft {
  @TextField({
    description: 'What was noticed.',
    minLength: 1,
    maxLength: MAX_WORDS,
    example: 'The light on the floor.',
  })
  words!: string;

  @IdField({ description: 'An own picture that is attached to nothing else.', optional: true })
  mediaId?: MediaId;
}

/** That somebody noticed a post. */
export class NoticeDto {
  @IdField({ description: 'Id of the notice.' })
  id!: NoticeId;

  @IdField({ description: 'The post that was noticed.' })
  postId!: PostId;

  @IdField({ description: 'Who noticed it.' })
  authorId!: UserId;

  @TextField({
    description: 'What was noticed.',
    maxLength: MAX_WORDS,
    example: 'The light on the floor.',
  })
  words!: string;

  @ObjectField(() => ImageDto, { description: 'The picture of the notice.', nullable: true })
  image!: ImageDto | null;

  @TimeField({ description: 'When it was given.' })
  createdAt!: string;
}

/** How often a post was noticed. */
export class NoticeCountDto {
  @IntegerField({
    description: 'Notices by active people.',
    min: 0,
    max: 2_147_483_647,
    example: 3,
  })
  noticeCount!: number;
}

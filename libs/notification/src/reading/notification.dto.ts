import {
  BooleanField,
  defineFrame,
  EnumField,
  IdField,
  IntegerField,
  ListField,
  ObjectField,
  PageQuery,
  TextField,
  TimeField,
} from '#libs/http';
import { UserSummaryDto } from '#libs/people';
import { NOTIFICATION_FRAME, REMOVED_FRAME } from '../notification/frames.js';
import {
  MOST_ACTORS,
  NOTIFICATION_KINDS,
  type NotificationId,
  type NotificationKind,
  SHOWN_ACTORS,
} from '../notification/notification.js';

/** Longest text that a post or a comment may have. */
const MAX_TEXT = 5_000;

/** The post that a notification is about. */
export class NotifiedPostDto {
  @IdField({ description: 'Its id.' })
  id!: string;

  @TextField({ description: 'The last part of its address.', maxLength: MAX_TEXT, example: 'walk' })
  slug!: string;

  @TextField({ description: 'Its title.', maxLength: MAX_TEXT, example: '마루에서 봐요' })
  title!: string;
}

/** The comment that a notification is about. */
export class NotifiedCommentDto {
  @IdField({ description: 'Its id.' })
  id!: string;

  @TextField({
    kind: 'lines',
    description: 'Its text.',
    maxLength: MAX_TEXT,
    example: '같이 걸어요',
  })
  body!: string;
}

/** Acts of one kind on one thing, of which a person is told. Skip kinds that you don't know. */
export class NotificationDto {
  @IdField({ description: 'Its id; a newer one is greater.' })
  id!: NotificationId;

  @EnumField({
    description:
      'What happened: a like of my post or comment, a comment under my post, a reply to my comment, a follow, a request to follow me, that a request of mine was accepted, that I am mentioned, that my scheduled draft could not be published, a repost or a quote of my post, or that a poll of mine or that I voted in is closed.',
    values: NOTIFICATION_KINDS,
    name: 'NotificationKind',
  })
  kind!: NotificationKind;

  @ListField({
    description: 'Some of those who did it: people whom I follow first, then the newest.',
    of: UserSummaryDto,
    maxItems: SHOWN_ACTORS,
  })
  actors!: UserSummaryDto[];

  @IntegerField({
    description: 'How many did it; 100 means 100 or more, 0 that nobody did.',
    min: 0,
    max: MOST_ACTORS,
  })
  actorCount!: number;

  @ObjectField(() => NotifiedPostDto, {
    description: 'The post that it is about; `null` for follows.',
    nullable: true,
  })
  post!: NotifiedPostDto | null;

  @ObjectField(() => NotifiedCommentDto, {
    description:
      'The newest answer, the liked comment, or the one that mentions me; `null` for others.',
    nullable: true,
  })
  comment!: NotifiedCommentDto | null;

  @BooleanField({ description: 'Whether I have seen it.' })
  isSeen!: boolean;

  @TimeField({ description: 'When it began.' })
  createdAt!: string;

  @TimeField({ description: 'When it last grew.' })
  updatedAt!: string;
}

/** Which of my notifications. */
export class NotificationsQuery extends PageQuery {
  @EnumField({
    description: 'Only of this kind.',
    values: NOTIFICATION_KINDS,
    name: 'NotificationKind',
    optional: true,
  })
  kind?: NotificationKind;

  @BooleanField({ description: 'Only what I have not seen.', optional: true })
  unseen?: boolean;
}

/** How far I have seen. */
export class SeenDto {
  @IdField({ description: 'The newest notification that I have seen, and with it all older ones.' })
  upTo!: NotificationId;
}

/** What is gone. */
export class RemovedNotificationDto {
  @IdField({ description: 'Id of the notification.' })
  id!: NotificationId;
}

defineFrame({
  event: NOTIFICATION_FRAME,
  data: NotificationDto,
  hasId: true,
  description: 'A notification that is new or has grown: replace the one with the same id.',
});
defineFrame({
  event: REMOVED_FRAME,
  data: RemovedNotificationDto,
  hasId: true,
  description: 'A notification that is gone.',
});

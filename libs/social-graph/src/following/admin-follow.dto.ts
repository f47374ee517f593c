import { IdField, PageQuery, TimeField } from '#libs/http';
import type { UserId } from '#libs/kernel';

/** Query of the administrators' list of follows. */
export class AdminFollowQuery extends PageQuery {
  @IdField({ description: 'Only follows by this person.', optional: true })
  followerId?: UserId;

  @IdField({ description: 'Only follows of this person.', optional: true })
  followeeId?: UserId;
}

/** An accepted follow. */
export class AdminFollowDto {
  @IdField({ description: 'Who follows.' })
  followerId!: UserId;

  @IdField({ description: 'Who is followed.' })
  followeeId!: UserId;

  @TimeField({ description: 'When the follow began.' })
  createdAt!: string;
}

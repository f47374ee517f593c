import { BooleanField, ObjectField, PageQuery, TimeField } from '#libs/http';
import { UserSummaryDto } from '#libs/people';
import { PostDto } from '#libs/post';

/** Query of a feed. */
export class FeedQuery extends PageQuery {
  @BooleanField({
    description: 'Leaves my own posts out.',
    example: true,
    default: false,
    optional: true,
  })
  excludeMe = false;
}

const REPOSTS = {
  description:
    'Holds what these people repost, too. Each post is there once: where it was last published or reposted.',
  example: true,
  default: false,
  optional: true,
};

/** Query of the home feed. */
export class HomeQuery extends FeedQuery {
  @BooleanField(REPOSTS)
  reposts = false;
}

/** Query of a feed of other people. */
export class PeopleFeedQuery extends PageQuery {
  @BooleanField(REPOSTS)
  reposts = false;
}

/** Query of the explore feed. */
export class ExploreQuery extends FeedQuery {
  @BooleanField({
    description: 'Holds sensitive posts too, and those of which is warned.',
    example: true,
    default: false,
    optional: true,
  })
  sensitive = false;
}

/** A post in a feed. */
export class FeedPostDto extends PostDto {
  @ObjectField(() => UserSummaryDto, {
    description:
      'With `reposts=true` only: whose repost brings it here; `null` where it stands as published.',
    nullable: true,
    optional: true,
  })
  repostedBy?: UserSummaryDto | null;

  @TimeField({
    description: 'With `reposts=true` only: when that was.',
    nullable: true,
    optional: true,
  })
  repostedAt?: string | null;
}

import { BooleanField, PageQuery } from '#libs/http';

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

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

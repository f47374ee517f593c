import { sql } from '#libs/database';
import { definePeopleFeed } from '#libs/feed';
import { follows, mutes, openProfile } from '#libs/social-graph';

/** What home would show of the people of a list, if they were followed only where they really are. */
export const LIST_FEED = definePeopleFeed(
  'people-list.feed',
  ({ viewer, of }) => sql`
  select listed.member_id as id, ${follows(viewer, 'listed.member_id')} as is_followed
  from people_list_member listed
  where listed.list_id = ${of}::bigint
    and not ${mutes(viewer, 'listed.member_id')}
    and ${openProfile(viewer, 'listed.member_id')}`,
);

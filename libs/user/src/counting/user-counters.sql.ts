import { defineCounters } from '#libs/counters';

/**
 * How many follow a person, how many the person follows, and how many posts of the person are listed. Whoever records
 * follows and posts says how they are recounted.
 */
export const userCounters = defineCounters({
  table: 'user_counter',
  key: 'user_id',
  columns: ['follower_count', 'following_count', 'post_count'],
});

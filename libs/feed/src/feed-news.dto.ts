import { defineFrame } from '#libs/http';

/** The name of the frame, and of the signal. */
export const FEED_NEWS = 'feed';

/** Nothing: the event says all. */
export class FeedNewsDto {}

defineFrame({
  event: FEED_NEWS,
  data: FeedNewsDto,
  description:
    'Somebody whom I follow has published something for me: the home feed is worth reading anew. At most once in 10 seconds.',
});

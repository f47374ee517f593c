export { FeedPostDto, PeopleFeedQuery } from './feed.dto.js';
export { FeedModule } from './feed.module.js';
export { FeedService } from './feed.service.js';
export { definePeopleFeed } from './people-feed.sql.js';

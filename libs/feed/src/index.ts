export { FeedModule } from './feed.module.js';
export { FeedService } from './application/feed.service.js';

export { eachSuggestable } from './eligibility/suggestable.sql.js';
export { youngAndRecommendable } from './recommended/ranked-posts.sql.js';
export { DiscoveryModule } from './discovery.module.js';

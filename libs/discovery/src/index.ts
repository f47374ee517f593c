export { discoverable, eachSuggestable } from './eligibility/suggestable.sql.js';
export { RECOMMENDED_DAYS } from './recommended/recommended.js';
export { youngAndRecommendable } from './recommended/ranked-posts.sql.js';
export { DiscoveryModule } from './discovery.module.js';

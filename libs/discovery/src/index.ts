export { discoverable, eachSuggestable } from './eligibility/suggestable.sql.js';
export { NEIGHBOUR_DAYS, REFRESH_DAYS } from './post-neighbours/post-neighbourhood.js';
export { RECOMMENDED_DAYS } from './recommended/recommended.js';
export { youngAndRecommendable } from './recommended/ranked-posts.sql.js';
export { DiscoveryModule } from './discovery.module.js';

export * from './comment.events.js';
export * from './media.events.js';
export * from './mention.events.js';
export * from './post.events.js';
export * from './reaction.events.js';
export * from './social-graph.events.js';
export * from './user.events.js';

export * from './search.module.js';
export * from './text-index.js';
export * from './text-keys.js';
export * from './text-search.js';

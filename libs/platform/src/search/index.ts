export { FoldedKeys } from './refolding/folded-keys.js';
export { Refoldings } from './refolding/refoldings.js';
export * from './search.module.js';
export * from './text-index.js';
export * from './text-keys.js';
export * from './text-search.js';

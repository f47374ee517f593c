export { FoldedKeys } from './refolding/folded-keys.js';
export { Refoldings } from './refolding/refoldings.js';
export * from './search.module.js';
export * from './text-index.repository.js';
export * from './text-keys.js';
export * from './text-search.sql.js';

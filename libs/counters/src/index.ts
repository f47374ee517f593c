export * from './counter-audit.service.js';
export type { Drift } from './counter.repository.js';
export * from './counter-set.js';
export * from './counters.js';
export * from './counters.module.js';
export { exactCounts } from './exact-counts.js';

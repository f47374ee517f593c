export * from './config/index.js';
export * from './counters/index.js';
export * from './database/index.js';
export * from './events/index.js';
export * from './http/index.js';
export * from './jobs/index.js';
export * from './platform.module.js';
export * from './storage/index.js';

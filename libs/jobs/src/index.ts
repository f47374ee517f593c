export { JobHandler, type JobData, Loop, type QueueOptions, Scheduled } from './job-handlers.js';
export * from './dead-letters.js';
export { DeclaredMethods } from './declared-methods.js';
export * from './handler.registry.js';
export * from './install-job-queue.js';
export * from './job-queue.js';
export * from './job-runner.js';
export * from './jobs.js';
export * from './jobs.module.js';

export * from './domain-events.js';
export { AfterCommit, InTransaction } from './event-handlers.js';
export { EventBusModule } from './event-bus.module.js';

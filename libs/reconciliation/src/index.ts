export * from './reconciliation.js';
export { ReconciliationModule } from './reconciliation.module.js';
export { Reconciliations } from './reconciliations.js';

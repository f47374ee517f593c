export * from './reconciliation.js';
export { Reconciliations } from './reconciliations.js';

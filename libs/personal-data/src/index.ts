export * from './batches.js';
export * from './export-writer.js';
export { JobTracesRepository } from './job-traces.repository.js';
export * from './personal-data.js';
export { PersonalDataModule } from './personal-data.module.js';
export * from './personal-data.registry.js';
export * from './zip-stream.js';

export * from './lifecycle.js';
export * from './listen.js';
export * from './open-database.js';
export * from './program.js';
export * from './start-error.js';

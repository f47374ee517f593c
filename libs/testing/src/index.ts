export * from './archives.js';
export * from './effort.js';
export * from './people.js';
export * from './pictures.js';
export { type TestApp, testApp, type TestAppOptions } from './test-app.js';
export * from './test-database.js';
export * from './test-http.js';
export * from './s3-store.js';
export * from './small-disk.js';

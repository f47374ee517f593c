export { startTracing, tracer } from './tracing.js';

export { type Tracer, tracer, traceWith, untraced } from './tracing.js';

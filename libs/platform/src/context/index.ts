export { type Context, currentContext, inContext, type RunningTransaction } from './context.js';

export { currentContext, inContext } from './context.js';

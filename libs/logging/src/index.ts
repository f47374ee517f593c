export { logTo, openLog, type ProgramLog } from './open-log.js';
export { ProgramLogger } from './program-logger.js';

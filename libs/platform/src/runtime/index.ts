export { closePort, letGoOfConnections } from './close-port.js';
export { explainStart } from './explain-start.js';
export { type OpenDatabase, openDatabase } from './open-database.js';
export { ProgramState } from './program-state.js';
export { type Program, type ProgramOptions, runProgram } from './run-program.js';
export { reservePort, type ReservedPort } from './reserve-port.js';
export { type Shutdown, type ShutdownTimes } from './shutdown.js';
export { StartError } from './start-error.js';

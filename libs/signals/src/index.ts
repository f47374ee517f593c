export { SignalLine, type SignalListener } from './signal-line.js';
export { SignalSender } from './signal-sender.js';
export { SignalsModule } from './signals.module.js';

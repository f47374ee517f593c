export { LiveModule } from './live.module.js';
export { LiveLog } from './log/live-log.js';
export { type LivePresenter, LivePresenters } from './presenting/live-presenters.js';
export { type LiveTopic, LiveTopics } from './presenting/live-topics.js';
export { LiveSignals } from './signals/live-signals.js';
export { StreamModule } from './stream.module.js';
export { StreamHub } from './streams/stream-hub.js';
export { StreamStatements, streamStatements } from './streams/stream-statements.sql.js';
export { type Unread, UnreadRegistry, type UnreadSource } from './unread/unread.registry.js';

import { Module } from '@nestjs/common';
import { defineTag } from '#libs/http';
import { LogBodies } from './streams/log-bodies.js';
import { LogDelivery } from './streams/log-delivery.js';
import { OpenStreams } from './streams/open-streams.js';
import { StreamController } from './streams/stream.controller.js';
import { StreamReader } from './streams/stream.reader.js';
import { StreamService } from './streams/stream.service.js';
import { StreamFloor } from './streams/stream-floor.js';
import { StreamHub } from './streams/stream-hub.js';
import { StreamMetrics } from './streams/stream-metrics.js';
import { StreamSessions } from './streams/stream-sessions.js';
import { StreamSignals } from './streams/stream-signals.js';
import { STREAM_TIMES, StreamTimes } from './streams/stream-times.js';
import { StreamWatch } from './streams/stream-watch.js';
import { TopicDelivery } from './streams/topic-delivery.js';
import { UnreadController } from './unread/unread.controller.js';
import { UnreadService } from './unread/unread.service.js';

defineTag({
  name: 'Stream',
  description: 'What comes while one is there, and what is unread.',
  after: 'Comments',
});

/** `/v1/stream` and `/v1/me/unread`. Needs a global provider of `StreamStatements`. */
@Module({
  controllers: [StreamController, UnreadController],
  providers: [
    LogBodies,
    LogDelivery,
    OpenStreams,
    StreamFloor,
    StreamHub,
    StreamMetrics,
    StreamReader,
    StreamService,
    StreamSessions,
    StreamSignals,
    { provide: StreamTimes, useValue: STREAM_TIMES },
    StreamWatch,
    TopicDelivery,
    UnreadService,
  ],
})
export class StreamModule {}

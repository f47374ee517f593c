import { BooleanField, defineFrame, EnumField, IntegerField, ObjectField } from '#libs/http';
import { UnreadDto } from '../unread/unread.dto.js';
import { HEARTBEAT_SECONDS } from './open-stream.js';

/** Why streams end. */
export const END_REASONS = [
  'token-expired',
  'session-ended',
  'going-down',
  'too-slow',
  'replaced',
] as const;

/** What the first frame says. */
export class ReadyDto {
  @BooleanField({
    description: 'Whether everything since `Last-Event-ID` follows; if not, read lists anew.',
  })
  resumed!: boolean;

  @IntegerField({
    description:
      'Seconds of silence after which a comment line comes. After twice as many the connection is dead.',
    min: HEARTBEAT_SECONDS,
    max: HEARTBEAT_SECONDS,
  })
  heartbeatSeconds!: number;

  @ObjectField(() => UnreadDto, { description: 'All badges.' })
  unread!: UnreadDto;
}

/** What the last frame says. */
export class EndDto {
  @EnumField({
    description:
      '`token-expired`: refresh, and go on with the last `id`. `session-ended`: sign in. The others: go on with the last `id`, after a moment.',
    values: END_REASONS,
    name: 'StreamEndReason',
  })
  reason!: (typeof END_REASONS)[number];
}

/** Nothing: the event says all. */
export class NothingDto {}

defineFrame({ event: 'ready', data: ReadyDto, description: 'Always the first.' });
defineFrame({
  event: 'reset',
  data: NothingDto,
  hasId: true,
  description: 'What was missed is not kept any more: read lists anew. Goes on from here.',
});
defineFrame({
  event: 'unread',
  data: UnreadDto,
  description: 'All badges, at most once a second.',
});
defineFrame({ event: 'end', data: EndDto, description: 'The last; then the service closes.' });

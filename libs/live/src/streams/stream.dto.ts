import { CursorField } from '#libs/http';

/** What a stream can be asked. */
export class StreamQuery {
  @CursorField({
    description:
      'The last `id` that was received, for clients that can’t send `Last-Event-ID`; the header comes first.',
    optional: true,
  })
  lastEventId?: string;
}

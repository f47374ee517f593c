import './live.dto.js';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Viewer } from '#libs/kernel';
import { LivePresenters, UnreadRegistry } from '#libs/live';
import type { MessageId } from '../message/message.js';
import { MessageReader } from '../message/message.reader.js';
import type { RoomId } from '../room/room.js';
import { RoomReader } from './room.reader.js';
import { UnreadMessagesReader } from './unread-messages.reader.js';

/** Tells streams what events of chat say, and what is unread. */
@Injectable()
export class ChatFramesService implements OnModuleInit {
  constructor(
    private readonly presenters: LivePresenters,
    private readonly unread: UnreadRegistry,
    private readonly messages: MessageReader,
    private readonly rooms: RoomReader,
    private readonly counts: UnreadMessagesReader,
  ) {}

  onModuleInit(): void {
    this.presenters.register({
      type: 'message',
      present: ({ userId }: Viewer, ids: readonly MessageId[]) => this.messages.shown(userId, ids),
    });
    this.presenters.register({
      type: 'room',
      present: (viewer: Viewer, ids: readonly RoomId[]) => this.roomsOf(viewer, ids),
    });
    this.presenters.register({
      type: 'room.removed',
      present: async (viewer: Viewer, ids: readonly RoomId[]) => {
        const there = await this.roomsOf(viewer, ids);
        return new Map(ids.filter((id) => !there.has(id)).map((id) => [id, { id }]));
      },
    });
    this.unread.register({ name: 'messages', count: (people) => this.counts.messages(people) });
    this.unread.register({ name: 'requests', count: (people) => this.counts.requests(people) });
  }

  private async roomsOf({ userId }: Viewer, ids: readonly RoomId[]) {
    const rooms = await this.rooms.shown(userId, ids);
    return new Map(rooms.map((room) => [room.id, room]));
  }
}

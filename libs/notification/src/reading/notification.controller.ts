import { Controller, Delete, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CurrentViewer,
  Endpoint,
  NotFound,
  OutOfRange,
  pageOf,
  PageQuery,
  PathId,
  ReadBody,
  ReadQuery,
} from '#libs/http';
import type { Page, Viewer } from '#libs/kernel';
import { type Unread, UnreadDto } from '#libs/live';
import { UserDto, UserReader } from '#libs/people';
import type { NotificationId } from '../notification/notification.js';
import { NotificationDto, NotificationsQuery, SeenDto } from './notification.dto.js';
import { NotificationReader } from './notification.reader.js';
import { NotificationActorsService } from './notification-actors.service.js';
import { RemovalService } from './removal.service.js';
import { SeeingService } from './seeing.service.js';

/** What I am told of. */
@ApiTags('Notifications')
@Controller('me/notifications')
export class NotificationController {
  constructor(
    private readonly reader: NotificationReader,
    private readonly actors: NotificationActorsService,
    private readonly people: UserReader,
    private readonly seeing: SeeingService,
    private readonly removal: RemovalService,
  ) {}

  @Get()
  @Endpoint({
    summary: 'What I am told of',
    description:
      'Newest first. Likes of one thing, and follows, join one notification until I have seen it or it is a day old; it keeps its place. Blocks, mutes and settings show at once.',
    access: 'user',
    returns: pageOf(NotificationDto),
  })
  listNotifications(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() query: NotificationsQuery,
  ): Promise<Page<NotificationDto>> {
    return this.reader.page(viewer, query);
  }

  @Get(':notificationId/actors')
  @Endpoint({
    summary: 'Who is behind a notification',
    description: 'Newest act first.',
    access: 'user',
    returns: pageOf(UserDto),
  })
  async listNotificationActors(
    @CurrentViewer() viewer: Viewer,
    @PathId('notificationId') notificationId: NotificationId,
    @ReadQuery() query: PageQuery,
  ): Promise<Page<UserDto>> {
    const page = await this.actors.actorsOf(viewer, notificationId, query);
    return { ...page, items: await this.people.cards(viewer, page.items) };
  }

  @Put('seen')
  @Endpoint({
    summary: 'Mark notifications as seen',
    description:
      'All up to one, as they stand when this is answered: what comes later is unseen. Never goes back.',
    access: 'user',
    returns: UnreadDto,
    problems: [NotFound, OutOfRange],
  })
  seeNotifications(
    @CurrentViewer() viewer: Viewer,
    @ReadBody() { upTo }: SeenDto,
  ): Promise<Unread> {
    return this.seeing.see(viewer.userId, upTo);
  }

  @Delete(':notificationId')
  @Endpoint({
    summary: 'Remove a notification',
    description: 'Also when it is gone.',
    access: 'user',
  })
  removeNotification(
    @CurrentViewer() viewer: Viewer,
    @PathId('notificationId') notificationId: NotificationId,
  ): Promise<void> {
    return this.removal.remove(viewer.userId, notificationId);
  }
}

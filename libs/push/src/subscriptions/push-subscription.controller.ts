import { Controller, Delete, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  type Client,
  ClientInfo,
  created,
  CurrentViewer,
  defineRateLimit,
  Endpoint,
  type Form,
  NotFound,
  pageOf,
  PageQuery,
  PathId,
  RateLimits,
  ReadForm,
  ReadQuery,
  resource,
} from '#libs/http';
import { DomainError, mapPage, type Page, type Viewer } from '#libs/kernel';
import { EndpointRefused, PushOff } from './push.errors.js';
import { PushKeyDto, PushSubscriptionDto, SubscribeDto } from './push-subscription.dto.js';
import type { PushSubscriptionId } from './push-subscription.js';
import { type OwnSubscription, PushSubscriptionReader } from './push-subscription.reader.js';
import { PushSubscriptionService } from './push-subscription.service.js';
import { VapidKeyService } from './vapid-key.service.js';

/** Nobody edits the key. */
const VERSION = 1;

const SUBSCRIPTIONS = defineRateLimit({ name: 'push-subscription', points: 20, seconds: 3_600 });

@ApiTags('Push')
@Controller()
export class PushSubscriptionController {
  constructor(
    private readonly limits: RateLimits,
    private readonly subscriptions: PushSubscriptionService,
    private readonly reader: PushSubscriptionReader,
    private readonly key: VapidKeyService,
  ) {}

  @Get('push-key')
  @Endpoint({
    summary: 'Read the key that browsers subscribe with',
    access: 'anyone',
    always: true,
    returns: PushKeyDto,
  })
  readPushKey(): Answer<PushKeyDto> {
    return resource({ publicKey: this.key.publicKey }, VERSION);
  }

  @Get('me/push-subscriptions')
  @Endpoint({
    summary: 'List my push subscriptions',
    description:
      'Those of all sessions, newest first. A subscription ends with the session that made it, and when its push service says that it is gone.',
    access: 'user',
    returns: pageOf(PushSubscriptionDto),
  })
  async listPushSubscriptions(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() query: PageQuery,
  ): Promise<Page<PushSubscriptionDto>> {
    return mapPage(await this.reader.list(viewer.userId, query), shown);
  }

  @Post('me/push-subscriptions')
  @Endpoint({
    summary: 'Subscribe this browser to push',
    description:
      'Takes what `subscription.toJSON()` gives. The same endpoint again replaces the older one, whoever had it. At most 30 a person: the oldest makes room.',
    access: 'user',
    returns: PushSubscriptionDto,
    status: 201,
    idempotent: true,
    problems: [EndpointRefused, PushOff],
  })
  async subscribe(
    @CurrentViewer() viewer: Viewer,
    @ReadForm(SubscribeDto) form: Form<SubscribeDto>,
    @ClientInfo() { userAgent }: Client,
  ): Promise<Answer<PushSubscriptionDto>> {
    const { endpoint, keys } = this.subscriptions.read(form);
    await this.limits.consume(SUBSCRIPTIONS, viewer.userId);
    const id = await this.subscriptions.add(viewer, { endpoint, keys, userAgent });
    const found = await this.reader.own(viewer.userId, id);
    if (found === undefined) {
      throw new DomainError(NotFound);
    }
    return created(shown(found), { location: '/v1/me/push-subscriptions' });
  }

  @Delete('me/push-subscriptions/:subscriptionId')
  @Endpoint({
    summary: 'End a push subscription of mine',
    description: 'Also when it is gone.',
    access: 'user',
  })
  async unsubscribePush(
    @CurrentViewer() viewer: Viewer,
    @PathId('subscriptionId') id: PushSubscriptionId,
  ): Promise<void> {
    await this.subscriptions.remove(viewer, id);
  }
}

function shown(subscription: OwnSubscription): PushSubscriptionDto {
  return {
    id: subscription.id,
    host: new URL(subscription.endpoint).hostname,
    userAgent: subscription.userAgent,
    createdAt: subscription.createdAt.toISOString(),
    lastSentAt: subscription.lastSentAt?.toISOString() ?? null,
    lastStatus: subscription.lastStatus,
  };
}

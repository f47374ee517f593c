import { Global, Module } from '@nestjs/common';
import { AccountModule } from '#libs/account';
import { PersistenceModule, together } from '#libs/database';
import { defineTag, IdempotencyModule } from '#libs/http';
import { deliveryFeature } from './delivery/delivery.feature.js';
import { PushOutboxService } from './delivery/push-outbox.service.js';
import { PushSourceRegistry } from './delivery/push-source.registry.js';
import { PushSchema1795720000200 } from './migrations/1795720000200-push-schema.js';
import { subscriptionsFeature } from './subscriptions/subscriptions.feature.js';

const features = together([subscriptionsFeature, deliveryFeature]);

defineTag({ name: 'Push', description: 'Browsers and apps that are told while they are closed.' });

/** Web push, for every lib that has something to push. */
@Global()
@Module({
  imports: [
    AccountModule,
    IdempotencyModule,
    PersistenceModule.forDomain({
      entities: features.entities,
      migrations: [PushSchema1795720000200],
    }),
  ],
  controllers: features.controllers,
  providers: features.providers,
  exports: [PushOutboxService, PushSourceRegistry],
})
export class PushModule {}

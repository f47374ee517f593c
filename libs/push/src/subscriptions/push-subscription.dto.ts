import { IdField, IntegerField, ObjectField, TextField, TimeField, UrlField } from '#libs/http';
import {
  isAuthSecret,
  isPublicKey,
  MAX_ENDPOINT,
  type PushSubscriptionId,
} from './push-subscription.js';

const EXAMPLE_ENDPOINT = 'https://updates.push.services.mozilla.com/wpush/v2/gAAAAABn';
const EXAMPLE_POINT =
  'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4';

/** The key by which push services know this service. */
export class PushKeyDto {
  @TextField({
    description:
      'VAPID public key for `pushManager.subscribe({ applicationServerKey })`, in base64url; `null` when this service sends no push.',
    maxLength: 100,
    nullable: true,
    example: EXAMPLE_POINT,
  })
  publicKey!: string | null;
}

/** What a subscription is encrypted with. */
export class PushKeysDto {
  @TextField({
    kind: 'exact',
    description: 'Public key of the subscription: a point of P-256 in base64url.',
    maxLength: 100,
    check: {
      code: 'invalid-format',
      detail: 'It must be an uncompressed point of P-256 in base64url.',
      passes: (value) => typeof value !== 'string' || isPublicKey(value),
    },
    example: EXAMPLE_POINT,
  })
  p256dh!: string;

  @TextField({
    kind: 'exact',
    description: 'Secret of the subscription: 16 bytes in base64url.',
    maxLength: 100,
    check: {
      code: 'invalid-format',
      detail: 'It must be 16 bytes in base64url.',
      passes: (value) => typeof value !== 'string' || isAuthSecret(value),
    },
    example: 'BTBZMqHH6r4Tts7J_aSIgg',
  })
  auth!: string;
}

/** A subscription as browsers give it: `subscription.toJSON()`. */
export class SubscribeDto {
  @UrlField({
    description: 'Address at the push service.',
    maxLength: MAX_ENDPOINT,
    example: EXAMPLE_ENDPOINT,
  })
  endpoint!: string;

  @ObjectField(() => PushKeysDto, { description: 'What it is encrypted with.' })
  keys!: PushKeysDto;

  @IntegerField({
    description: 'When the browser ends it, in milliseconds since 1970; it is not kept.',
    optional: true,
    nullable: true,
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    example: 1_800_000_000_000,
  })
  expirationTime?: number | null;
}

/** A browser or app that is pushed to. */
export class PushSubscriptionDto {
  @IdField({ description: 'Id of the subscription.' })
  id!: PushSubscriptionId;

  @TextField({
    description: 'Host of the push service.',
    maxLength: 255,
    example: 'updates.push.services.mozilla.com',
  })
  host!: string;

  @TextField({
    description: 'What the client said it is.',
    maxLength: 500,
    nullable: true,
    example: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  })
  userAgent!: string | null;

  @TimeField({ description: 'When it was made.' })
  createdAt!: string;

  @TimeField({ description: 'When something was last sent to it.', nullable: true })
  lastSentAt!: string | null;

  @IntegerField({
    description:
      'HTTP status that its push service answered last: 201 is well, 403 a key that it doesn’t know, 5xx its own trouble.',
    nullable: true,
    min: 100,
    max: 599,
    example: 201,
  })
  lastStatus!: number | null;
}

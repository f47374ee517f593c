import { request } from 'node:https';
import type { LookupFunction } from 'node:net';
import { Injectable } from '@nestjs/common';
import webPush from 'web-push';
import { Settings } from '#libs/config';
import { endpointHost } from '../subscriptions/push-subscription.js';
import { VapidKeyService } from '../subscriptions/vapid-key.service.js';
import type { ClaimedDelivery } from './push-delivery.repository.js';
import { MAX_PUSH_BYTES, type PushAnswer, type PushMessage } from './push-message.js';
import { PrivateAddress, PushNetworkService, type ReachedHost } from './push-network.service.js';

/** Milliseconds until a push service must have answered. */
const PATIENCE_MS = 10_000;

/** Sends one message to one subscription, once. */
@Injectable()
export class PushSenderService {
  constructor(
    private readonly settings: Settings,
    private readonly key: VapidKeyService,
    private readonly network: PushNetworkService,
  ) {}

  /** @throws Error when the push service can't be reached or doesn't answer in time */
  async send(to: ClaimedDelivery, message: PushMessage): Promise<PushAnswer> {
    const host = endpointHost(to.endpoint, this.settings.pushHosts);
    const reached = host === undefined ? undefined : await this.reach(host);
    return reached === undefined
      ? { status: null, retryAfter: undefined }
      : post(this.request(to, message), reached);
  }

  private async reach(host: string): Promise<ReachedHost | undefined> {
    try {
      return await this.network.reach(host);
    } catch (error) {
      if (error instanceof PrivateAddress) {
        return undefined;
      }
      throw error;
    }
  }

  /** Encrypted to the subscription, and signed. */
  private request(
    { endpoint, p256dh, auth }: ClaimedDelivery,
    { data, topic, urgency, ttlSeconds }: PushMessage,
  ): webPush.RequestDetails {
    const payload = JSON.stringify(data);
    if (Buffer.byteLength(payload) > MAX_PUSH_BYTES) {
      throw new Error(`A push of more than ${String(MAX_PUSH_BYTES)} bytes.`);
    }
    return webPush.generateRequestDetails(
      {
        endpoint,
        keys: { p256dh: p256dh.toString('base64url'), auth: auth.toString('base64url') },
      },
      payload,
      {
        contentEncoding: 'aes128gcm',
        TTL: ttlSeconds,
        topic,
        urgency,
        vapidDetails: {
          subject: this.settings.vapidSubject,
          publicKey: this.key.publicKey ?? '',
          privateKey: this.settings.vapidPrivateKey ?? '',
        },
      },
    );
  }
}

/** Sends a request to the address that was found, and reads of the answer no more than its head. */
function post(details: webPush.RequestDetails, reached: ReachedHost): Promise<PushAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(details.endpoint), {
      method: details.method,
      headers: details.headers,
      agent: false,
      port: reached.port,
      ca: reached.ca,
      signal: AbortSignal.timeout(PATIENCE_MS),
      lookup: onlyAt(reached),
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const { statusCode = 0, headers } = response;
      resolve({ status: statusCode, retryAfter: secondsOf(headers['retry-after']) });
      response.destroy();
    });
    sent.end(details.body);
  });
}

/** Nobody asks for the name again: it might lead elsewhere now. */
function onlyAt(reached: ReachedHost): LookupFunction {
  return (_hostname, { all }, found) => {
    if (all === true) {
      found(null, [reached]);
    } else {
      found(null, reached.address, reached.family);
    }
  };
}

/** Of `Retry-After`: seconds, or a date. */
function secondsOf(text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1_000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, Math.ceil(seconds));
}

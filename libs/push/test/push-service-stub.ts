import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import ece from 'http_ece';
import { generate } from 'selfsigned';

/** A message that arrived. */
export interface Arrived {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** How the stub answers: a status with headers, or `silence`. */
export type StubAnswer = { readonly status: number; readonly headers?: object } | 'silence';

/** A push service over https with a certificate of its own. */
export interface PushServiceStub {
  /** Name of the host that the certificate is for. */
  readonly host: string;
  readonly port: number;
  readonly ca: string;
  readonly arrived: Arrived[];
  /** The next answers, in order; 201 when there are none. */
  readonly answers: StubAnswer[];
  close(): Promise<void>;
}

/** Starts it on a free port of this machine. */
export async function pushServiceStub(host = 'push.example.org'): Promise<PushServiceStub> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: host }], {
    keySize: 2_048,
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
  });
  const arrived: Arrived[] = [];
  const answers: StubAnswer[] = [];
  const server = createServer({ key, cert }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url = '', headers } = request;
      arrived.push({ path: url, headers, body: Buffer.concat(chunks) });
      const answer = answers.shift() ?? { status: 201 };
      if (answer !== 'silence') {
        response.writeHead(answer.status, { ...answer.headers });
        // More than anybody should read.
        response.end('x'.repeat(100_000));
      }
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    host,
    port,
    ca: cert,
    arrived,
    answers,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** What a browser keeps of a subscription, and what it tells. */
export class Browser {
  private readonly key = createECDH('prime256v1');
  private readonly auth = randomBytes(16);

  constructor(readonly endpoint: string) {
    this.key.generateKeys();
  }

  /** As `subscription.toJSON()` gives it. */
  get subscription() {
    return {
      endpoint: this.endpoint,
      expirationTime: null,
      keys: {
        p256dh: this.key.getPublicKey('base64url'),
        auth: this.auth.toString('base64url'),
      },
    };
  }

  /** Decrypts what arrived as RFC 8291 says. */
  read({ body }: Arrived): unknown {
    const options = { version: 'aes128gcm' as const, privateKey: this.key, authSecret: this.auth };
    return JSON.parse(ece.decrypt(body, options).toString('utf8'));
  }
}

/** What a `vapid` header claims, once its signature is verified by the key that it names. */
export function vapidClaims(authorization: string | undefined): {
  readonly publicKey: string;
  readonly claims: { readonly aud: string; readonly exp: number; readonly sub: string };
} {
  const [, token = '', publicKey = ''] =
    /^vapid t=([^,]+), k=([\w-]+)$/.exec(authorization ?? '') ?? [];
  const [head = '', body = '', signature = ''] = token.split('.');
  const point = Buffer.from(publicKey, 'base64url');
  const key = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  });
  const signed = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  expect(signed).toBe(true);
  return { publicKey, claims: JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) };
}

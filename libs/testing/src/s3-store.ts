import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { keepsSignature } from './presigned-address.js';

const SECRET = 'S3RVER';
const BUCKET = 'maru';

/** A request that reaches the store. */
export interface S3Request {
  readonly method: string;
  /** The key of the object; empty for requests about the bucket. */
  readonly key: string;
  readonly query: URLSearchParams;
  readonly isCopy: boolean;
}

/**
 * What the store does with a request: answers it, answers that it can't, cuts the connection, never answers, does
 * it without ever answering, or answers with this body.
 */
export type S3Behaviour = 'answer' | 'refuse' | 'cut' | 'ignore' | 'do-silently' | { body: string };

/** An S3-compatible store of a test. */
export interface S3Store {
  /** What `S3Storage` is made with. */
  readonly options: {
    readonly endpoint: string;
    readonly region: string;
    readonly bucket: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly publicUrl: string;
    readonly forcePathStyle: boolean;
  };
  /** The same as settings of a program. */
  readonly env: Readonly<Record<string, string>>;
  /** From now on the store behaves so; without it, it works. */
  behave(how?: (request: S3Request) => S3Behaviour): void;
  /** The keys of all objects. */
  keys(): Promise<string[]>;
  stop(): Promise<void>;
}

/**
 * Starts a small S3 store in this process. Before it stands what it lacks: presigned addresses are verified, without
 * a signature only `public/` can be read, and it can be made to fail.
 */
export async function s3Store(): Promise<S3Store> {
  const directory = await mkdtemp(join(tmpdir(), 'maru-s3-'));
  // Few tests need one, and all of them would wait for it to be loaded.
  const { default: S3rver } = await import('s3rver');
  const store = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory });
  const { port: storePort } = await store.run();
  let behaviour: (request: S3Request) => S3Behaviour = () => 'answer';
  const front = createServer((incoming, answer) => {
    const act = isAllowed(incoming) ? behaviour(described(incoming)) : 'refuse-for-good';
    incoming.on('error', () => undefined);
    if (act === 'answer' || act === 'do-silently') {
      forward(incoming, answer, storePort, act === 'answer');
    } else if (act === 'cut') {
      incoming.socket.destroy();
    } else if (act !== 'ignore') {
      incoming.resume();
      const [status, body] =
        typeof act === 'object' ? [200, act.body] : [act === 'refuse' ? 503 : 403, ''];
      answer.writeHead(status, { 'content-type': 'application/xml' }).end(body);
    }
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  const address = front.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const endpoint = `http://127.0.0.1:${port}`;
  const options = {
    endpoint,
    region: 'us-east-1',
    bucket: BUCKET,
    accessKeyId: 'S3RVER',
    secretAccessKey: SECRET,
    publicUrl: `${endpoint}/${BUCKET}`,
    forcePathStyle: true,
  };
  const client = new S3Client({ ...options, credentials: options });
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  return {
    options,
    env: {
      S3_ENDPOINT: endpoint,
      S3_REGION: options.region,
      S3_BUCKET: BUCKET,
      S3_ACCESS_KEY_ID: options.accessKeyId,
      S3_SECRET_ACCESS_KEY: SECRET,
      S3_PUBLIC_URL: options.publicUrl,
      S3_FORCE_PATH_STYLE: 'true',
    },
    behave: (how = () => 'answer') => {
      behaviour = how;
    },
    keys: async () => {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: BUCKET }));
      return Contents.flatMap(({ Key }) => Key ?? []).sort();
    },
    stop: async () => {
      client.destroy();
      front.closeAllConnections();
      front.close();
      await store.close();
      await rm(directory, { recursive: true });
    },
  };
}

function described({ method = '', url = '', headers }: IncomingMessage): S3Request {
  const { pathname, searchParams } = new URL(url, 'http://store');
  return {
    method,
    key: decodeURIComponent(pathname).replace(/^\/[^/]*\/?/, ''),
    query: searchParams,
    isCopy: headers['x-amz-copy-source'] !== undefined,
  };
}

function isAllowed(incoming: IncomingMessage): boolean {
  const { method, key, query } = described(incoming);
  if (query.has('X-Amz-Signature')) {
    return keepsSignature(incoming, SECRET, new Date());
  }
  const isRead = method === 'GET' || method === 'HEAD';
  return incoming.headers.authorization !== undefined || (isRead && key.startsWith('public/'));
}

function forward(
  incoming: IncomingMessage,
  answer: ServerResponse,
  port: number,
  answers: boolean,
): void {
  const { method, url, headers } = incoming;
  const asked = request({ host: '127.0.0.1', port, method, path: url, headers }, (given) => {
    if (answers) {
      answer.writeHead(given.statusCode ?? 500, given.headers);
      given.pipe(answer);
    } else {
      given.resume();
    }
  });
  asked.on('error', () => answer.destroy());
  incoming.once('close', () => {
    if (!incoming.complete) {
      asked.destroy();
    }
  });
  incoming.pipe(asked);
}

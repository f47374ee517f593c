import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import { CHART, render, VALUES } from './support/render.js';
import { knownSettings } from './support/settings-reference.js';

type Values = Record<string, unknown>;

function read(file: string): Values {
  return parse(readFileSync(file, 'utf8')) as Values;
}

/** As Helm does it: objects are merged, all else is replaced. */
function merged(into: Values, from: Values): Values {
  const result = { ...into };
  for (const [key, value] of Object.entries(from)) {
    const present = result[key];
    result[key] = isObject(present) && isObject(value) ? merged(present, value) : value;
  }
  return result;
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface Schema {
  properties: {
    settings: { properties: object };
    secrets: { properties: { keys: { items: { enum: string[] } } } };
  };
}

describe('the values', () => {
  const defaults = read(join(CHART, 'values.yaml'));
  const schema = JSON.parse(readFileSync(join(CHART, 'values.schema.json'), 'utf8')) as Schema;
  let accepts: ValidateFunction;

  beforeAll(() => {
    accepts = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
  });

  it.each(Object.entries(VALUES))('of %s are accepted', (_, files) => {
    const values = files.map(read).reduce(merged, defaults);
    accepts(values);
    expect(accepts.errors ?? []).toEqual([]);
  });

  it.each<[string, Values]>([
    ['an unknown part', { cache: {} }],
    ['an unknown field deep inside', { api: { autoscaling: { targetCPU: 70 } } }],
    ['a setting that there isn’t', { settings: { LOGLEVEL: 'info' } }],
    ['a setting that is the chart’s own', { settings: { NODE_ENV: 'development' } }],
    ['a secret among the settings', { settings: { JWT_SECRET: 'a'.repeat(32) } }],
    ['a setting as a number', { settings: { DATABASE_POOL_SIZE: 1_000_000 } }],
    ['half of S3', { settings: { S3_BUCKET: 'pictures' } }],
    ['the latest image', { image: { tag: 'latest' } }],
    ['a key that is no setting', { secrets: { keys: ['PASSWORD'] } }],
    ['no limits', { worker: { resources: { limits: null } } }],
    ['no pods', { api: { replicas: 0 } }],
    ['a budget that holds all pods', { api: { podDisruptionBudget: { maxUnavailable: 0 } } }],
    [
      'a password that breaks its address',
      { secrets: { values: { POSTGRES_APP_PASSWORD: 'a/b@c-a/b@c-a' } } },
    ],
    ['a short password', { secrets: { values: { POSTGRES_EXPORTER_PASSWORD: 'short' } } }],
    ['pods of root', { runAs: { user: 0 } }],
  ])('refuse %s', (_, change) => {
    expect(accepts(merged(defaults, change))).toBe(false);
  });

  it('know every setting, as plain or as secret, once', () => {
    const plain = Object.keys(schema.properties.settings.properties);
    const secret = schema.properties.secrets.properties.keys.items.enum;
    const own = ['NODE_ENV', 'HOST', 'PORT', 'WORKER_PORT', 'DATA_DIR', 'MIGRATE', 'WORKER'];
    const elsewhere = [
      // Not allowed in production.
      'DEMO_DATA',
      // Said by the image.
      'MARU_COMMIT',
      'MARU_BUILT_AT',
    ];
    expect([...plain, ...secret, ...own, ...elsewhere].sort()).toEqual([...knownSettings()].sort());
  });

  it.each<[string, Values, string]>([
    [
      'no key for tokens',
      { secrets: { keys: ['DATABASE_URL', 'METRICS_TOKEN'] } },
      'JWT_SECRET is missing',
    ],
    [
      'no database',
      { secrets: { keys: ['JWT_SECRET', 'METRICS_TOKEN'] } },
      'DATABASE_URL is missing',
    ],
    ['no home for pictures', { data: { persistence: { enabled: false } } }, 'pictures need a home'],
    [
      'a bucket without its key',
      { settings: { S3_BUCKET: 'pictures', S3_ENDPOINT: 'https://s3.example.org' } },
      'S3_ACCESS_KEY_ID is missing',
    ],
    ['an unnamed store', { secrets: { source: 'external' } }, 'storeName is missing'],
    [
      'a Secret without values',
      { secrets: { source: 'values' } },
      'secrets.values.DATABASE_URL is',
    ],
    [
      'an exporter of no Redis',
      { redisExporter: { enabled: true } },
      'secrets.keys has no REDIS_URL',
    ],
    ['an Ingress without a host', { ingress: { enabled: true } }, 'ingress.host is missing'],
  ])('can’t be rendered with %s', (_, values, line) => {
    expect(render([], values).refusal).toContain(line);
  });
});

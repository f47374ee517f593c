import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CHECKS } from './support/checks.js';
import { type Manifest, ofKind } from './support/manifest.js';
import { CHART, render, VALUES } from './support/render.js';

const FILES = join(CHART, 'files');

describe.each(Object.entries(VALUES))('the chart with %s', (_, files) => {
  let manifests: Manifest[];

  beforeAll(() => {
    const rendering = render(files);
    expect(rendering.refusal).toBeUndefined();
    manifests = rendering.manifests;
  });

  it.each(Object.entries(CHECKS))('%s', (_name, check) => {
    expect(check(manifests)).toEqual([]);
  });

  it('has the API, the worker, the migrations and a test', () => {
    const components = ofKind(manifests, 'Deployment', 'Job', 'Pod').map(
      ({ metadata }) => metadata.labels?.['app.kubernetes.io/component'],
    );
    expect(components).toEqual(expect.arrayContaining(['api', 'worker', 'migration', 'test']));
  });

  it('names each program by what the image runs', () => {
    const words = ofKind(manifests, 'Deployment', 'Job')
      .map(({ spec }) => spec.template.spec.containers[0])
      .filter((container) => container?.envFrom !== undefined)
      .map((container) => container?.args);
    expect(words.flat().sort()).toEqual(['api', 'migrate', 'worker']);
  });
});

describe('the migrations', () => {
  const jobName = (values: object): string | undefined =>
    ofKind(render([], values).manifests, 'Job')[0]?.metadata.name;

  it('are another Job for another image or other settings, and the same otherwise', () => {
    const names = [
      jobName({}),
      jobName({ image: { tag: 'v2' } }),
      jobName({ settings: { LOG_LEVEL: 'warn' } }),
    ];
    expect(new Set(names).size).toBe(3);
    expect(jobName({ api: { priorityClassName: 'high' } })).toBe(names[0]);
  });
});

describe('changed settings', () => {
  it('start new pods', () => {
    const digest = (values: object): string | undefined =>
      ofKind(render([], values).manifests, 'Deployment')[0]?.spec.template.metadata.annotations?.[
        'checksum/settings'
      ];
    expect(digest({ settings: { LOG_LEVEL: 'warn' } })).not.toBe(digest({}));
  });
});

describe('certificates of a database', () => {
  const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
  const pods = (values: object): Manifest[] =>
    ofKind(render([], values).manifests, 'Deployment', 'Job');

  it('lie where the programs are told to read them', () => {
    const { manifests } = render([], { databaseCa: PEM });
    const maps = ofKind(manifests, 'ConfigMap');
    const path = maps.find(({ data }) => data?.['PORT'] !== undefined)?.data?.[
      'NODE_EXTRA_CA_CERTS'
    ];
    const [folder, file] = [path?.replace(/\/[^/]+$/, ''), path?.replace(/^.*\//, '')];
    for (const { spec } of ofKind(manifests, 'Deployment', 'Job')) {
      const { containers, volumes } = spec.template.spec;
      const mount = containers[0]?.volumeMounts?.find(({ mountPath }) => mountPath === folder);
      const name = volumes?.find((volume) => volume.name === mount?.name)?.configMap?.name;
      expect(maps.find(({ metadata }) => metadata.name === name)?.data).toEqual({ [file!]: PEM });
    }
  });

  it('are nowhere without any, and start new pods when they change', () => {
    expect(JSON.stringify(render([], {}).manifests)).not.toContain('database-ca');
    const [one, other] = [PEM, `${PEM}${PEM}`].map((databaseCa) =>
      pods({ databaseCa }).map(
        ({ metadata, spec }) =>
          `${metadata.name} ${spec.template.metadata.annotations?.['checksum/settings']}`,
      ),
    );
    expect(one!.filter((digest) => other!.includes(digest))).toEqual([]);
  });
});

describe('the roles of the database in the cluster', () => {
  const variables = (values: object): string[] =>
    ofKind(render([], values).manifests, 'Job').flatMap(({ spec }) =>
      (spec.template.spec.initContainers ?? []).flatMap(({ env }) =>
        (env ?? []).map(({ name }) => name),
      ),
    );

  it('are made by the script that Compose runs, before each migration', () => {
    const { manifests } = render(VALUES['staging'] ?? []);
    const [container] = ofKind(manifests, 'Job')[0]!.spec.template.spec.initContainers ?? [];
    const path = container?.command?.at(-1);
    const { mountPath } = container!.volumeMounts!.find(({ name }) => name === 'roles')!;
    const map = ofKind(manifests, 'ConfigMap').find(({ data }) => data?.['roles.sh'] !== undefined);
    expect(path).toBe(`${mountPath}/roles.sh`);
    expect(`${map!.data!['roles.sh']}\n`).toBe(
      readFileSync(join(FILES, 'postgres', 'roles.sh'), 'utf8'),
    );
  });

  it('are one without an exporter, and none without a database', () => {
    expect(variables({ postgres: { enabled: true } })).toEqual([
      'PGHOST',
      'PGUSER',
      'PGDATABASE',
      'PGPASSWORD',
      'POSTGRES_APP_PASSWORD',
    ]);
    expect(variables({ postgresExporter: { enabled: true } })).toEqual([]);
  });
});

describe('network policies', () => {
  const policies = (values: object): Manifest[] =>
    ofKind(render([], values).manifests, 'NetworkPolicy');

  it('are there unless they are switched off', () => {
    expect(
      policies({}).map(({ metadata }) => metadata.labels?.['app.kubernetes.io/component']),
    ).toEqual(expect.arrayContaining(['api', 'worker', 'migration', 'test']));
    expect(policies({ networkPolicy: { enabled: false } })).toEqual([]);
  });

  it('let the programs reach names, database, Redis, storage and mail, and nothing else', () => {
    const ports = (component: string): unknown[] =>
      policies({})
        .filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/component'] === component)
        .flatMap(({ spec }) =>
          (spec.egress ?? []).flatMap((way) => way.ports.map(({ port }) => port)),
        );
    for (const component of ['api', 'worker']) {
      expect(new Set(ports(component))).toEqual(new Set([53, 5432, 6379, 443, 465, 587]));
    }
  });
});

describe('traces', () => {
  const mayLeave = (settings: object): boolean =>
    ofKind(render([], { networkPolicy: { enabled: true }, settings }).manifests, 'NetworkPolicy')
      .filter(({ metadata }) => /-(?:api|worker)$/.test(metadata.name))
      .every(({ spec }) =>
        (spec.egress ?? []).some(({ ports }) => ports.some(({ port }) => port === 4318)),
      );

  it('may leave the cluster’s pods only when there is a collector', () => {
    expect(mayLeave({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.tracing:4318' })).toBe(true);
    expect(mayLeave({})).toBe(false);
  });
});

describe('alerts and dashboards', () => {
  const everything = (): Manifest[] => render(VALUES['everything'] ?? []).manifests;

  it('are the files of the chart, each in an object of its own', () => {
    const rules = readdirSync(join(FILES, 'rules')).filter((name) => name.endsWith('.yml'));
    expect(rules).not.toEqual([]);
    const rendered = ofKind(everything(), 'PrometheusRule').map(({ spec }) => spec.groups);
    expect(rendered).toEqual(
      rules.sort().map((name) => {
        const file = parse(readFileSync(join(FILES, 'rules', name), 'utf8')) as { groups: unknown };
        return file.groups;
      }),
    );
  });

  it('come to Grafana as they are', () => {
    const dashboards = readdirSync(join(FILES, 'dashboards')).filter((name) =>
      name.endsWith('.json'),
    );
    expect(dashboards).not.toEqual([]);
    const rendered = ofKind(everything(), 'ConfigMap').filter(
      ({ metadata }) => metadata.labels?.['grafana_dashboard'] === '1',
    );
    expect(rendered.map(({ data }) => Object.keys(data ?? {})).flat()).toEqual(dashboards.sort());
    for (const { data } of rendered) {
      for (const [name, text] of Object.entries(data ?? {})) {
        const file = readFileSync(join(FILES, 'dashboards', name), 'utf8');
        expect(JSON.parse(text)).toEqual(JSON.parse(file));
      }
    }
  });

  it('name only jobs that are scraped', () => {
    const scraped = [
      ...ofKind(everything(), 'ServiceMonitor').flatMap(({ spec }) =>
        spec.endpoints.flatMap(({ relabelings }) =>
          (relabelings ?? []).map(({ replacement }) => replacement),
        ),
      ),
      ...ofKind(everything(), 'Probe').map(({ spec }) => spec.jobName),
    ];
    const texts = ['rules', 'dashboards'].flatMap((folder) =>
      readdirSync(join(FILES, folder)).map((name) =>
        readFileSync(join(FILES, folder, name), 'utf8'),
      ),
    );
    const named = texts.flatMap((text) =>
      [...text.matchAll(/\bjob=~?\\?"([^"\\]+)\\?"/g)].map((match) => `^(${match[1]})$`),
    );
    expect(named.length).toBeGreaterThan(0);
    const missing = named.filter(
      (pattern) => !scraped.some((job) => new RegExp(pattern).test(job ?? '')),
    );
    expect(missing).toEqual([]);
  });
});

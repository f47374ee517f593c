import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingCatalogue } from '../../../libs/config/src/setting-catalogue.js';

const INFRA = join(__dirname, '..', '..', '..', 'infra');
const text = (...path: string[]): string => readFileSync(join(INFRA, ...path), 'utf8');
const names = (pattern: RegExp, where: string): string[] =>
  [...where.matchAll(pattern)].map(([, name]) => name!);

describe('The settings of the single host', () => {
  const compose = text('..', 'docker-compose.yml') + text('..', 'deploy/docker/compose.tls.yml');
  const read = names(/\$\{(\w+)(?::[?-]|\})/g, compose);
  const written = names(
    /^(?: +echo ["'](?=\w+=)|secret )(\w+)/gm,
    text('modules/aws/host/init.sh.tftpl'),
  );

  it('are those that Compose reads, under its names', () => {
    expect(written.filter((name) => !read.includes(name))).toEqual(['COMPOSE_FILE']);
    const examples = names(/^ +(\w+) += /gm, text('stages/aws/single-host/example.tfvars'));
    expect(examples.length).toBeGreaterThan(0);
    expect(examples.filter((name) => !read.includes(name))).toEqual([]);
  });

  it('leave out none that Compose can’t do without', () => {
    const required = new Set(names(/\$\{(\w+):\?/g, compose));
    expect(required.size).toBeGreaterThan(8);
    expect([...required].filter((name) => !written.includes(name))).toEqual([]);
  });

  it('publish the web with TLS', () => {
    expect(written).toEqual(expect.arrayContaining(['MARU_HTTP_PORT', 'MARU_PUBLIC_URL']));
    const init = text('modules/aws/host/init.sh.tftpl');
    expect(init).toContain("'MARU_HTTP_PORT=0.0.0.0:80'");
    const files = /COMPOSE_FILE=([\w./:-]+)/.exec(init)?.[1]?.split(':') ?? [];
    expect(files).toEqual(['docker-compose.yml', 'deploy/docker/compose.tls.yml']);
  });
});

describe('The settings of the servers of Naver Cloud', () => {
  const main = text('stages/ncp/staging/main.tf');
  const settings = /settings = merge\(var\.secret_settings, \{\n([\s\S]*?)\n {2}\}\)/.exec(
    main,
  )?.[1];
  const secret = names(/"([A-Z][A-Z0-9_]{4,})"/g, text('stages/ncp/staging/variables.tf'));
  const given = [...names(/^ +([A-Z][A-Z0-9_]+) +=/gm, settings ?? ''), ...secret.slice(0, 4)];

  it('are those that the programs read', () => {
    expect(given.filter((name) => !(name in settingCatalogue))).toEqual([]);
  });

  it('are all that production needs', () => {
    expect(given).toEqual(
      expect.arrayContaining(['DATABASE_URL', 'JWT_SECRET', 'METRICS_TOKEN', 'PUBLIC_URL']),
    );
  });
});

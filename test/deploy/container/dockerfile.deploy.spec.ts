import { existsSync, readFileSync } from 'node:fs';
import { settingCatalogue } from '../../../libs/config/src/setting-catalogue.js';
import { isInContext } from './build-context.js';
import { copies, globalArgument, said, stage, stages } from './dockerfile.js';

const runtime = stage('runtime');

it('builds every stage on one pinned image of a Node.js with long-term support', () => {
  expect(globalArgument('NODE_IMAGE')).toMatch(/^node:24-[a-z]+-slim$/);
  const known = ['${NODE_IMAGE}', ...stages().map(({ name }) => name)];
  for (const { base } of stages()) {
    expect(known).toContain(base);
  }
});

it('copies only what is there, what the build context has and what a stage makes', () => {
  const names = stages().map(({ name }) => name);
  for (const { from, sources } of stages().flatMap(copies)) {
    if (from !== undefined) {
      expect(names).toContain(from);
      continue;
    }
    for (const source of sources.filter((path) => path !== '.')) {
      expect([source, existsSync(source)]).toEqual([source, true]);
      expect([source, isInContext(source)]).toEqual([source, true]);
    }
  }
});

it('keeps secrets, databases and what this machine built out of the build context', () => {
  const outside = ['.env', '.env.production', 'deploy/.env', '.data/jwt-secret', '.git/config'];
  outside.push('node_modules/pg/package.json', 'dist/apps/domains.js', '.cache/e2e.log', 'id_rsa');
  outside.push('libs/user/node_modules/x.js', 'coverage/index.html');
  expect(outside.filter(isInContext)).toEqual([]);
  const inside = ['apps/api/src/main.ts', 'libs/kernel/src/index.ts', 'package-lock.json'];
  expect(inside.filter(isInContext)).toEqual(inside);
});

it('runs as somebody who is not root, known by number', () => {
  expect(said(runtime, 'USER')).toEqual(['1000:1000']);
  expect(runtime.instructions.at(-1)?.getKeyword()).not.toBe('USER');
  const kinds = runtime.instructions.map((instruction) => instruction.getKeyword());
  expect(kinds.indexOf('USER')).toBeGreaterThan(kinds.lastIndexOf('RUN'));
});

it('starts programs without a shell, so that signals arrive', () => {
  expect(said(runtime, 'ENTRYPOINT')).toEqual(['["node", "/app/deploy/docker/entrypoint.mjs"]']);
  expect(said(runtime, 'CMD')).toEqual(['["api"]']);
  expect(said(runtime, 'HEALTHCHECK')).toEqual(['CMD ["node", "/app/deploy/docker/health.mjs"]']);
  expect(said(runtime, 'STOPSIGNAL')).toEqual(['SIGTERM']);
});

it('carries labels, and settings that Maru knows, but no secret', () => {
  const labels = said(runtime, 'LABEL').join(' ');
  for (const name of ['title', 'description', 'licenses', 'version', 'revision', 'created']) {
    expect(labels).toContain(`org.opencontainers.image.${name}=`);
  }
  const settings = [
    ...said(runtime, 'ENV')
      .join(' ')
      .matchAll(/(\w+)=/g),
  ].map(([, name]) => name!);
  const known: Record<string, object> = settingCatalogue;
  expect(settings.filter((name) => !(name in known) || 'secret' in known[name]!)).toEqual([]);
  expect(settings).toEqual(expect.arrayContaining(['NODE_ENV', 'MARU_COMMIT', 'MARU_BUILT_AT']));
  const given = stages().flatMap((one) => [...said(one, 'ARG'), ...said(one, 'ENV')]);
  expect(given.filter((text) => /secret|password|token|private_key/i.test(text))).toEqual([]);
});

it('installs what the lockfile says and fetches nothing else', () => {
  const runs = stages().flatMap((one) => said(one, 'RUN'));
  const installs = runs.filter((run) => /\bnpm (?:ci|i|install)\b/.test(run));
  // What npm keeps is no part of a layer.
  const text = readFileSync('deploy/docker/Dockerfile', 'utf8');
  const mounts = text.match(/--mount=type=cache,target=(\S+) npm ci --cache \1 /g) ?? [];
  expect(mounts).toHaveLength(installs.length);
  expect(installs).toHaveLength(2);
  for (const install of installs) {
    expect(install).toMatch(/^npm ci --cache \S+ (?:--omit=dev )?--ignore-scripts$/);
  }
  expect(runs.filter((run) => /\b(?:curl|wget|apt-get|git clone|npx \S+@)/.test(run))).toEqual([]);
});

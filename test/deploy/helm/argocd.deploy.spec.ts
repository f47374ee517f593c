import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { refusedByKubernetes } from './support/kubernetes.js';
import type { Manifest } from './support/manifest.js';
import { CHART, render, ROOT, VALUES } from './support/render.js';

const FOLDER = join(ROOT, 'deploy', 'argocd');

interface Kind {
  group: string;
  kind: string;
}

interface Source {
  repoURL: string;
  path?: string;
  chart?: string;
  targetRevision?: string;
  helm?: { valueFiles?: string[]; parameters?: { name: string; value: string }[] };
}

interface Application {
  project: string;
  source?: Source;
  sources?: Source[];
  destination: { name: string; namespace: string };
  syncPolicy?: { automated?: { prune: boolean; selfHeal: boolean } };
}

type Element = Record<string, string>;

interface List {
  elements: Element[];
  template?: { spec: Application };
}

interface Generator {
  list?: List;
  matrix?: { generators: { list: List }[] };
}

type ApplicationSet = Manifest & {
  spec: { generators: Generator[]; template: { spec: Application } };
};

type AppProject = Manifest & {
  spec: {
    sourceRepos: string[];
    destinations: { name: string; namespace: string }[];
    clusterResourceWhitelist: Kind[];
    namespaceResourceWhitelist?: Kind[];
  };
};

const manifests = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml'))
  .flatMap((name) => parseAllDocuments(readFileSync(join(FOLDER, name), 'utf8')))
  .map((document) => document.toJSON() as Manifest);
const sets = manifests.filter(
  (manifest): manifest is ApplicationSet => manifest.kind === 'ApplicationSet',
);
const projects = manifests.filter(
  (manifest): manifest is AppProject => manifest.kind === 'AppProject',
);

/** The applications that an ApplicationSet makes, with the placeholders replaced. */
function applicationsOf({ spec }: ApplicationSet): Application[] {
  return spec.generators.flatMap(({ list, matrix }) => {
    const lists = list === undefined ? (matrix?.generators ?? []).map((one) => one.list) : [list];
    const own = list?.template?.spec.syncPolicy ?? {};
    const policy = { ...spec.template.spec.syncPolicy, ...own };
    return combinations(lists.map(({ elements }) => elements)).map((element) => {
      const text = JSON.stringify({ ...spec.template.spec, syncPolicy: policy });
      return JSON.parse(
        text.replaceAll(/\{\{ \.(\w+) \}\}/g, (_, name: string) => element[name] ?? `no ${name}`),
      ) as Application;
    });
  });
}

function combinations(lists: Element[][]): Element[] {
  return lists.reduce<Element[]>(
    (made, elements) => made.flatMap((one) => elements.map((other) => ({ ...one, ...other }))),
    [{}],
  );
}

const applications = sets.flatMap(applicationsOf);

function projectOf({ project }: Application): AppProject | undefined {
  return projects.find(({ metadata }) => metadata.name === project);
}

describe('Argo CD', () => {
  it('takes the manifests, without unknown fields', () => {
    expect(manifests.length).toBeGreaterThan(3);
    expect(refusedByKubernetes(manifests)).toEqual([]);
  });

  it('refuses an unknown field', () => {
    const damaged = structuredClone(sets[0]!);
    Object.assign(damaged.spec.template.spec, { syncpolicy: {} });
    expect(refusedByKubernetes([damaged]).join()).toContain('syncpolicy');
  });

  it('has both stages, and the monitoring of each', () => {
    const found = applications.map(
      ({ project, destination }) => `${project} in ${destination.name}`,
    );
    expect([...new Set(found)].sort()).toEqual([
      'maru in maru-prod',
      'maru in maru-staging',
      'maru-monitoring in maru-prod',
      'maru-monitoring in maru-staging',
    ]);
  });

  it('brings staging by itself and production by hand', () => {
    const automated = applications
      .filter(({ project }) => project === 'maru')
      .map(({ destination, syncPolicy }) => [destination.name, syncPolicy?.automated]);
    expect(Object.fromEntries(automated)).toEqual({
      'maru-staging': { prune: true, selfHeal: true },
      'maru-prod': undefined,
    });
  });

  it('lets every application take what it wants where it wants it', () => {
    for (const application of applications) {
      const project = projectOf(application);
      const { name, namespace } = application.destination;
      expect(project?.spec.destinations).toContainEqual({ name, namespace });
      for (const { repoURL } of application.sources ?? [application.source!]) {
        expect(project?.spec.sourceRepos).toContain(repoURL);
      }
    }
  });

  it('reads charts and values that there are', () => {
    for (const application of applications) {
      for (const { path, helm } of application.sources ?? [application.source!]) {
        const files = (helm?.valueFiles ?? []).map((file) =>
          file.startsWith('$maru/')
            ? join(ROOT, file.slice('$maru/'.length))
            : join(ROOT, path ?? '', file),
        );
        expect(files.filter((file) => !existsSync(file))).toEqual([]);
        expect(join(ROOT, path ?? 'deploy/helm/maru')).toBe(CHART);
      }
    }
  });

  it('pins every chart and every release', () => {
    const sources = applications.flatMap(({ source, sources: several }) => several ?? [source!]);
    const loose = sources.filter(({ chart, targetRevision = '' }) =>
      chart === undefined
        ? /^(HEAD|)$/.test(targetRevision)
        : !/^\d+\.\d+\.\d+$/.test(targetRevision),
    );
    expect(loose).toEqual([]);
    const production = applications.filter(({ destination }) => destination.name === 'maru-prod');
    const release = production.find(({ project }) => project === 'maru')?.source;
    expect(release?.targetRevision).toMatch(/^v\d+\.\d+\.\d+$/);
    expect(release?.helm?.parameters).toEqual([
      expect.objectContaining({ name: 'image.tag', value: release?.targetRevision }),
    ]);
  });

  it('lets the project make every kind of the chart, and no others', () => {
    const { spec } = projects.find(({ metadata }) => metadata.name === 'maru')!;
    const stages = ['staging', 'production', 'the defaults'].flatMap(
      (name) => render(VALUES[name] ?? []).manifests,
    );
    const made = new Set(
      stages.map(({ apiVersion, kind }) => {
        const [group = '', version] = apiVersion.split('/');
        return `${version === undefined ? '' : group} ${kind}`;
      }),
    );
    const allowed = (spec.namespaceResourceWhitelist ?? []).map(
      ({ group, kind }) => `${group} ${kind}`,
    );
    expect(allowed.sort()).toEqual([...made].sort());
  });
});

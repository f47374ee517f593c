import { CHECKS } from './support/checks.js';
import { type CheckName, Release, type Sample } from './support/release.js';
import { render, VALUES } from './support/render.js';

const API = ['Deployment', 'maru-api'] as const;
const EXPORTER = ['Deployment', 'maru-postgres-exporter'] as const;

const samples: Sample[] = [
  {
    check: 'is what Kubernetes takes, without unknown fields',
    what: 'a field that is misspelt',
    break: (release) => Object.assign(release.container(...API), { readinessprobe: {} }),
    says: `Deployment maru-api: Object literal may only specify known properties, and '"readinessprobe"' does not exist in type 'IContainer'.`,
  },
  {
    check: 'is what Kubernetes takes, without unknown fields',
    what: 'a number as text',
    break: (release) => Object.assign(release.get(...API).spec, { replicas: '3' }),
    says: 'Deployment maru-api: data/spec/replicas must be integer',
  },
  {
    check: 'is what Kubernetes takes, without unknown fields',
    what: 'an amount that is none',
    break: (release) => (release.container(...API).resources!.limits!['memory'] = '1 GB'),
    says: 'must match format "quantity"',
  },
  {
    check: 'is what Kubernetes takes, without unknown fields',
    what: 'a version that is gone',
    break: (release) => (release.get('Ingress', 'maru').apiVersion = 'extensions/v1beta1'),
    says: 'Ingress maru: there is no extensions/v1beta1 Ingress',
  },
  {
    check: 'is what Kubernetes takes, without unknown fields',
    what: 'a custom resource with a wrong word',
    break: (release) =>
      Object.assign(release.get('ExternalSecret', 'maru').spec.target, { creationPolicy: 'Mine' }),
    says: 'ExternalSecret maru: data/spec/target/creationPolicy must be equal to one of',
  },
  {
    check: 'selects its own pods',
    what: 'a Service of nothing',
    break: (release) =>
      (release.get('Service', 'maru-api').spec.selector = { app: 'web' } as never),
    says: 'Service maru-api: takes 0 kinds of pods',
  },
  {
    check: 'selects its own pods',
    what: 'a Deployment that takes the pods of another',
    break: (release) =>
      delete release.get(...API).spec.selector.matchLabels['app.kubernetes.io/component'],
    says: 'Deployment maru-api: takes Deployment maru-api, Deployment maru-postgres-exporter',
  },
  {
    check: 'selects its own pods',
    what: 'a monitor of a port that there isn’t',
    break: (release) => (release.get('ServiceMonitor', 'maru-api').spec.endpoints[0]!.port = 'web'),
    says: 'ServiceMonitor maru-api: no Service with a port web',
  },
  {
    check: 'refers to what there is',
    what: 'a key that the Secret lacks',
    break: (release) => release.get('ExternalSecret', 'maru').spec.data.shift(),
    says: 'Deployment maru-api: no key JWT_SECRET in Secret maru',
  },
  {
    check: 'refers to what there is',
    what: 'no ConfigMap',
    break: (release) => release.drop('ConfigMap', 'maru'),
    says: 'Deployment maru-api: no ConfigMap maru',
  },
  {
    check: 'refers to what there is',
    what: 'no ServiceAccount',
    break: (release) => release.drop('ServiceAccount', 'maru'),
    says: 'Deployment maru-api: no ServiceAccount maru',
  },
  {
    check: 'refers to what there is',
    what: 'no claim',
    values: 'the defaults',
    break: (release) => release.drop('PersistentVolumeClaim', 'maru-data'),
    says: 'Deployment maru-api: no PersistentVolumeClaim maru-data',
  },
  {
    check: 'refers to what there is',
    what: 'an Ingress to nowhere',
    break: (release) =>
      (release.get('Ingress', 'maru').spec.rules[0]!.http.paths[0]!.backend.service.name = 'web'),
    says: 'Ingress maru: no port http of Service web',
  },
  {
    check: 'refers to what there is',
    what: 'an autoscaler of nothing',
    values: 'production',
    break: (release) => release.drop('Deployment', 'maru-worker'),
    says: 'HorizontalPodAutoscaler maru-worker: nothing to scale',
  },
  {
    check: 'refers to what there is',
    what: 'a password that stands after its address',
    break: (release) => release.container(...API).env!.reverse(),
    says: 'Deployment maru-api: DATABASE_URL uses POSTGRES_APP_PASSWORD, which stands not before it',
  },
  {
    check: 'keeps its pods restricted',
    what: 'a pod of root',
    break: (release) =>
      (release.get(...API).spec.template.spec.securityContext!.runAsNonRoot = false),
    says: 'Deployment maru-api: may run as root',
  },
  {
    check: 'keeps its pods restricted',
    what: 'a container that may write its image',
    break: (release) => (release.container(...API).securityContext!.readOnlyRootFilesystem = false),
    says: 'Deployment maru-api: may write its image',
  },
  {
    check: 'bounds and pins its containers',
    what: 'no limit of memory',
    break: (release) => delete release.container(...API).resources!.limits!['memory'],
    says: 'Deployment maru-api: limits no memory',
  },
  {
    check: 'bounds and pins its containers',
    what: 'the latest image',
    break: (release) => (release.container(...API).image = 'registry:5000/maru:latest'),
    says: 'Deployment maru-api: the image registry:5000/maru:latest is not pinned',
  },
  {
    check: 'asks the API how it is',
    what: 'a path that is no route',
    break: (release) => (release.container(...API).livenessProbe!.httpGet!.path = '/healthz'),
    says: 'Deployment maru-api: its livenessProbe asks for /healthz',
  },
  {
    check: 'asks the API how it is',
    what: 'liveness that depends on the database',
    break: (release) => (release.container(...API).livenessProbe!.httpGet!.path = '/health/ready'),
    says: 'Deployment maru-api: its livenessProbe asks for /health/ready',
  },
  {
    check: 'gives its programs time to end',
    what: 'a short grace period',
    break: (release) => (release.get(...API).spec.template.spec.terminationGracePeriodSeconds = 30),
    says: 'Deployment maru-api: killed after 30 s, may need 35',
  },
  {
    check: 'scales, and lets nodes be drained',
    what: 'a budget that holds the only pod',
    break: (release) => {
      const { spec } = release.get('PodDisruptionBudget', 'maru-api');
      delete spec.maxUnavailable;
      spec.minAvailable = 1;
    },
    says: 'PodDisruptionBudget maru-api: lets none of 1 pods go',
  },
  {
    check: 'scales, and lets nodes be drained',
    what: 'an autoscaler beside a number',
    values: 'production',
    break: (release) => (release.get(...API).spec.replicas = 3),
    says: 'Deployment maru-api: has a number of pods and an autoscaler',
  },
  {
    check: 'gives the programs settings that they know',
    what: 'a setting that is misspelt',
    break: (release) => (release.get('ConfigMap', 'maru').data!['LOGLEVEL'] = 'info'),
    says: 'Deployment maru-api: there is no setting LOGLEVEL',
  },
  {
    check: 'gives the programs settings that they know',
    what: 'no key for tokens',
    break: (release) => {
      const container = release.container(...API);
      container.env = container.env!.filter(({ name }) => name !== 'JWT_SECRET');
    },
    says: 'Deployment maru-api: needs JWT_SECRET',
  },
  {
    check: 'gives the programs settings that they know',
    what: 'a secret for everybody to read',
    break: (release) => (release.get('ConfigMap', 'maru').data!['MAIL_URL'] = 'smtp://a:b@mail'),
    says: 'Deployment maru-api: MAIL_URL is no secret',
  },
  {
    check: 'gives the programs settings that they know',
    what: 'pictures in a pod',
    break: (release) => delete release.get('ConfigMap', 'maru').data!['S3_BUCKET'],
    says: 'Deployment maru-api: loses pictures',
  },
  {
    check: 'logs in to its database with roles that are made, and no superuser',
    what: 'a program that is the superuser',
    break: (release) => (release.variable('DATABASE_URL', ...API).value = 'postgres://maru:x@db'),
    says: 'Deployment maru-api: logs in to postgres://maru:x@db',
  },
  {
    check: 'logs in to its database with roles that are made, and no superuser',
    what: 'a program that knows the superuser’s password',
    break: (release) =>
      (release.variable('POSTGRES_APP_PASSWORD', ...API).valueFrom!.secretKeyRef!.key =
        'POSTGRES_PASSWORD'),
    says: 'Deployment maru-api: has the password of the superuser',
  },
  {
    check: 'logs in to its database with roles that are made, and no superuser',
    what: 'an exporter that is the superuser',
    break: (release) => (release.variable('DATA_SOURCE_USER', ...EXPORTER).value = 'maru'),
    says: 'Deployment maru-postgres-exporter: watches as maru',
  },
  {
    check: 'logs in to its database with roles that are made, and no superuser',
    what: 'migrations without the roles',
    break: (release) => delete release.migrations.initContainers,
    says: 'no container roles sets POSTGRES_APP_PASSWORD',
  },
  {
    check: 'logs in to its database with roles that are made, and no superuser',
    what: 'an exporter that nobody makes',
    break: (release) => release.migrations.initContainers![0]!.env!.pop(),
    says: 'no container roles sets POSTGRES_EXPORTER_PASSWORD',
  },
  {
    check: 'keeps its pods restricted',
    what: 'a container before the others that may write its image',
    break: (release) => (release.migrations.initContainers![0]!.securityContext = {}),
    says: 'may write its image',
  },
  {
    check: 'refers to what there is',
    what: 'no script of the roles',
    break: (release) => release.drop('ConfigMap', 'maru-postgres-roles'),
    says: 'no ConfigMap maru-postgres-roles',
  },
  {
    check: 'opens the ways that are needed',
    what: 'a database that admits others',
    break: (release) => {
      const { from } = release.get('NetworkPolicy', 'maru-postgres').spec.ingress![0]!;
      from[0]!.podSelector!.matchLabels['app.kubernetes.io/component'] = 'web';
    },
    says: "Deployment maru-api: can't reach StatefulSet maru-postgres",
  },
  {
    check: 'opens the ways that are needed',
    what: 'another port',
    break: (release) =>
      (release.get('NetworkPolicy', 'maru-api').spec.ingress![0]!.ports[0]!.port = 80),
    says: 'Deployment maru-api: nobody may reach port 3000',
  },
  {
    check: 'opens the ways that are needed',
    what: 'no names',
    break: (release) => release.get('NetworkPolicy', 'maru-worker').spec.egress!.shift(),
    says: "Deployment maru-worker: can't ask for names",
  },
  {
    check: 'opens the ways that are needed',
    what: 'a pod without a policy',
    break: (release) => release.drop('NetworkPolicy', 'maru-migration'),
    says: 'no policy for both ways',
  },
  {
    check: 'comes in order',
    what: 'migrations before the database',
    break: (release) =>
      (release.get('StatefulSet', 'maru-postgres').metadata.annotations = {
        'argocd.argoproj.io/sync-wave': '1',
      }),
    says: 'comes before StatefulSet maru-postgres is there',
  },
  {
    check: 'comes in order',
    what: 'migrations as a hook of Helm',
    break: ({ manifests }) => {
      const job = manifests.find(({ kind }) => kind === 'Job')!;
      job.metadata.annotations!['helm.sh/hook'] = 'pre-install';
    },
    says: 'a hook of Helm, which runs at the wrong time',
  },
];

const releases = new Map(
  Object.entries(VALUES).map(([name, files]) => [name, render(files).manifests]),
);

describe('the check that a release', () => {
  describe.each(Object.keys(CHECKS))('%s', (check) => {
    const own = samples.filter((sample) => sample.check === check);

    it.each(own)('fails with $what', ({ values = 'staging', break: damage, says }) => {
      const release = new Release(structuredClone(releases.get(values) ?? []));
      damage(release);
      expect(CHECKS[check as CheckName](release.manifests).join('\n')).toContain(says);
    });
  });
});

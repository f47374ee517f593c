import { type Labels, type Manifest, ofKind } from './manifest.js';
import { containersOf, isMaru } from './pods.js';

/** Without these no program starts in production, or it keeps what must outlive it to itself. */
const REQUIRED = [
  'NODE_ENV',
  'HOST',
  'PORT',
  'WORKER_PORT',
  'DATA_DIR',
  'PUBLIC_URL',
  'DATABASE_URL',
  'JWT_SECRET',
  'METRICS_TOKEN',
];
/** Part of an address, and what Node.js itself reads: no settings. */
const PARTS = ['POSTGRES_APP_PASSWORD', 'NODE_EXTRA_CA_CERTS'];
/** Must not lie about readably. */
const SECRET = /PASSWORD$|SECRET|TOKEN$|^(DATABASE|REDIS|MAIL)_(REPLICA_)?URLS?$/;

/** Settings that are unknown, missing, given twice or readable by everybody. */
export function wrongSettings(
  manifests: readonly Manifest[],
  known: ReadonlySet<string>,
): string[] {
  const programs = containersOf(manifests).filter(([, container]) => isMaru(container));
  return programs.flatMap(([{ owner, spec }, container]) => {
    const plain = plainSettings(manifests, container.envFrom?.[0]?.configMapRef?.name);
    const single = (container.env ?? []).map(({ name }) => name);
    const all = [...Object.keys(plain), ...single];
    const ports = (container.ports ?? []).map(({ containerPort }) => String(containerPort));
    const mounts = (container.volumeMounts ?? []).map(({ mountPath }) => mountPath);
    return [
      ...all
        .filter((name) => !known.has(name) && !PARTS.includes(name))
        .map((name) => `${owner}: there is no setting ${name}`),
      ...REQUIRED.filter((name) => !all.includes(name)).map((name) => `${owner}: needs ${name}`),
      ...all
        .filter((name, i) => all.indexOf(name) !== i)
        .map((name) => `${owner}: ${name} is given twice`),
      ...Object.keys(plain)
        .filter((name) => SECRET.test(name))
        .map((name) => `${owner}: ${name} is no secret`),
      ...ports
        .filter((port) => port !== plain['PORT'] && port !== plain['WORKER_PORT'])
        .map((port) => `${owner}: no program listens on ${port}`),
      ...['/tmp', plain['DATA_DIR'] ?? '']
        .filter((folder) => !mounts.includes(folder))
        .map((folder) => `${owner}: can't write ${folder}`),
      ...(plain['S3_BUCKET'] === undefined && !keepsPictures(spec)
        ? [`${owner}: loses pictures`]
        : []),
    ];
  });
}

function plainSettings(manifests: readonly Manifest[], name: string | undefined): Labels {
  return ofKind(manifests, 'ConfigMap').find(({ metadata }) => metadata.name === name)?.data ?? {};
}

function keepsPictures({ volumes }: { volumes?: { persistentVolumeClaim?: object }[] }): boolean {
  return (volumes ?? []).some(({ persistentVolumeClaim: claim }) => claim !== undefined);
}

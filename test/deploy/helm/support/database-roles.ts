import { type Container, containersIn, type Manifest, ofKind, podsOf } from './manifest.js';

const SUPERUSER_KEY = 'POSTGRES_PASSWORD';

/** Who logs in to the chart's own database with more than it needs, or with a role that nobody makes. */
export function wrongRoles(manifests: readonly Manifest[]): string[] {
  const [database] = ofKind(manifests, 'StatefulSet');
  if (database === undefined) {
    return [];
  }
  const all = podsOf(manifests).flatMap(({ owner, kind, spec }) =>
    containersIn(spec).map((container) => ({ owner, kind, container, keys: keysOf(container) })),
  );
  const makers = all.filter(({ kind, container }) => kind === 'Job' && container.name === 'roles');
  const made = makers.flatMap(({ keys }) => keys);
  return [
    ...all
      .filter(({ keys }) => keys.includes(SUPERUSER_KEY))
      .filter((one) => one.kind !== 'StatefulSet' && !makers.includes(one))
      .map(({ owner }) => `${owner}: has the password of the superuser`),
    ...all.flatMap(({ owner, container }) => {
      const address = valueOf(container, 'DATABASE_URL') ?? 'postgres://maru_app:';
      const watcher = valueOf(container, 'DATA_SOURCE_USER') ?? 'maru_exporter';
      return [
        ...(address.startsWith('postgres://maru_app:') ? [] : [`${owner}: logs in to ${address}`]),
        ...(watcher === 'maru_exporter' ? [] : [`${owner}: watches as ${watcher}`]),
      ];
    }),
    ...[...new Set(all.flatMap(({ keys }) => keys))]
      .filter((key) => !made.includes(key))
      .map((key) => `no container roles sets ${key}`),
  ];
}

function keysOf({ env }: Container): string[] {
  return (env ?? []).flatMap(({ valueFrom }) => {
    const key = valueFrom?.secretKeyRef?.key ?? '';
    return /^POSTGRES_(?:\w+_)?PASSWORD$/.test(key) ? [key] : [];
  });
}

function valueOf({ env }: Container, wanted: string): string | undefined {
  return env?.find(({ name }) => name === wanted)?.value;
}

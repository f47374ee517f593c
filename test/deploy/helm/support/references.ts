import {
  type Container,
  containersIn,
  type Manifest,
  nameOf,
  ofKind,
  type Pod,
  podsOf,
} from './manifest.js';

/** What the cluster holds besides the manifests: Secrets by name with their keys. */
export type Given = Record<string, readonly string[]>;

/** Names of things that the manifests speak of and nobody makes. */
export function missingReferences(manifests: readonly Manifest[], given: Given): string[] {
  const has = (kind: string, name: string): boolean =>
    manifests.some((manifest) => manifest.kind === kind && manifest.metadata.name === name);
  const keys = secretKeys(manifests, given);
  const problems = podsOf(manifests).flatMap((pod) => {
    const { serviceAccountName } = pod.spec;
    return [
      ...(serviceAccountName === undefined || has('ServiceAccount', serviceAccountName)
        ? []
        : [`${pod.owner}: no ServiceAccount ${serviceAccountName}`]),
      ...missingVolumes(pod, has),
      ...containersIn(pod.spec).flatMap((container) => [
        ...missingVariables(pod, container, manifests, keys),
        ...missingProbePorts(pod, container),
      ]),
    ];
  });
  return [...problems, ...missingTargets(manifests, has), ...missingTokens(manifests, keys)];
}

function secretKeys(manifests: readonly Manifest[], given: Given): Map<string, Set<string>> {
  return new Map([
    ...Object.entries(given).map(([name, keys]) => [name, new Set(keys)] as const),
    ...ofKind(manifests, 'Secret').map(
      ({ metadata, stringData }) =>
        [metadata.name, new Set(Object.keys(stringData ?? {}))] as const,
    ),
    ...ofKind(manifests, 'ExternalSecret').map(
      ({ spec }) =>
        [spec.target.name, new Set(spec.data.map(({ secretKey }) => secretKey))] as const,
    ),
  ]);
}

function missingVolumes(pod: Pod, has: (kind: string, name: string) => boolean): string[] {
  const volumes = pod.spec.volumes ?? [];
  const names = new Set([...volumes.map(({ name }) => name), ...pod.claims]);
  const mounts = containersIn(pod.spec).flatMap(({ volumeMounts }) => volumeMounts ?? []);
  return [
    ...mounts
      .filter(({ name }) => !names.has(name))
      .map(({ name }) => `${pod.owner}: no volume ${name}`),
    ...volumes.flatMap(({ persistentVolumeClaim: claim, configMap, secret }) => [
      ...(claim === undefined || has('PersistentVolumeClaim', claim.claimName)
        ? []
        : [`${pod.owner}: no PersistentVolumeClaim ${claim.claimName}`]),
      ...(configMap === undefined || has('ConfigMap', configMap.name)
        ? []
        : [`${pod.owner}: no ConfigMap ${configMap.name}`]),
      ...(secret === undefined || has('Secret', secret.secretName)
        ? []
        : [`${pod.owner}: no Secret ${secret.secretName}`]),
    ]),
  ];
}

function missingVariables(
  { owner }: Pod,
  container: Container,
  manifests: readonly Manifest[],
  keys: Map<string, Set<string>>,
): string[] {
  const configMaps = new Set(ofKind(manifests, 'ConfigMap').map(({ metadata }) => metadata.name));
  const wholes = (container.envFrom ?? []).flatMap(({ configMapRef, secretRef }) => [
    ...(configMapRef === undefined || configMaps.has(configMapRef.name)
      ? []
      : [`${owner}: no ConfigMap ${configMapRef.name}`]),
    ...(secretRef === undefined || keys.has(secretRef.name)
      ? []
      : [`${owner}: no Secret ${secretRef.name}`]),
  ]);
  const defined = new Set<string>();
  const singles = (container.env ?? []).flatMap(({ name, value, valueFrom }) => {
    const used = [...(value ?? '').matchAll(/\$\((\w+)\)/g)].map((match) => match[1] ?? '');
    const early = used.filter((other) => !defined.has(other));
    defined.add(name);
    const key = valueFrom?.secretKeyRef;
    return [
      ...early.map((other) => `${owner}: ${name} uses ${other}, which stands not before it`),
      ...(key === undefined || keys.get(key.name)?.has(key.key) === true
        ? []
        : [`${owner}: no key ${key.key} in Secret ${key.name}`]),
    ];
  });
  return [...wholes, ...singles];
}

function missingProbePorts({ owner }: Pod, container: Container): string[] {
  const { startupProbe, livenessProbe, readinessProbe } = container;
  const ports = new Set((container.ports ?? []).map(({ name }) => name));
  return [startupProbe, livenessProbe, readinessProbe]
    .flatMap((probe) => (probe?.httpGet === undefined ? [] : [probe.httpGet.port]))
    .filter((port) => !ports.has(String(port)))
    .map((port) => `${owner}: no port ${port} for its probe`);
}

function missingTargets(
  manifests: readonly Manifest[],
  has: (kind: string, name: string) => boolean,
): string[] {
  const services = ofKind(manifests, 'Service');
  return [
    ...ofKind(manifests, 'HorizontalPodAutoscaler')
      .filter(({ spec }) => !has(spec.scaleTargetRef.kind, spec.scaleTargetRef.name))
      .map((scaler) => `${nameOf(scaler)}: nothing to scale`),
    ...ofKind(manifests, 'StatefulSet')
      .filter(({ spec }) => !has('Service', spec.serviceName ?? ''))
      .map((set) => `${nameOf(set)}: no Service ${set.spec.serviceName}`),
    ...ofKind(manifests, 'Ingress').flatMap((ingress) =>
      ingress.spec.rules
        .flatMap(({ http }) => http.paths.map(({ backend }) => backend.service))
        .filter(
          ({ name, port }) =>
            !services.some(
              ({ metadata, spec }) =>
                metadata.name === name && spec.ports.some((known) => known.name === port.name),
            ),
        )
        .map(({ name, port }) => `${nameOf(ingress)}: no port ${port.name} of Service ${name}`),
    ),
  ];
}

function missingTokens(manifests: readonly Manifest[], keys: Map<string, Set<string>>): string[] {
  return ofKind(manifests, 'ServiceMonitor').flatMap((monitor) =>
    monitor.spec.endpoints
      .flatMap(({ authorization }) => (authorization === undefined ? [] : [authorization]))
      .filter(({ credentials: { name, key } }) => keys.get(name)?.has(key) !== true)
      .map(({ credentials }) => `${nameOf(monitor)}: no key ${credentials.key} to show`),
  );
}

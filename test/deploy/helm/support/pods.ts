import {
  type Container,
  containersIn,
  type Manifest,
  nameOf,
  ofKind,
  type Pod,
  podsOf,
  selects,
} from './manifest.js';

/** Seconds that a program may take to end; see the runtime of the platform. */
const DRAIN = 30;

/** What makes a pod unsafe: the restricted standard of Kubernetes, and a read-only file system. */
export function unsafePods(manifests: readonly Manifest[]): string[] {
  return podsOf(manifests).flatMap((pod) => {
    const { spec } = pod;
    const broken = [
      [spec.automountServiceAccountToken === false, 'mounts a token'],
      [spec.securityContext?.runAsNonRoot === true, 'may run as root'],
      [(spec.securityContext?.runAsUser ?? 0) > 0, 'has no user'],
      [spec.securityContext?.seccompProfile?.type === 'RuntimeDefault', 'has no seccomp profile'],
      [
        (spec.volumes ?? []).every(({ hostPath }) => hostPath === undefined),
        'mounts files of its node',
      ],
      ...containersIn(spec).flatMap(({ securityContext }) => [
        [securityContext?.allowPrivilegeEscalation === false, 'may gain privileges'] as const,
        [securityContext?.readOnlyRootFilesystem === true, 'may write its image'] as const,
        [
          securityContext?.capabilities?.drop?.includes('ALL') === true,
          'keeps capabilities',
        ] as const,
      ]),
    ] as const;
    return broken.filter(([kept]) => !kept).map(([, what]) => `${pod.owner}: ${what}`);
  });
}

/** Containers that may take what they want, or whose image may change under them. */
export function unboundedContainers(manifests: readonly Manifest[]): string[] {
  return containersOf(manifests).flatMap(([{ owner }, { image, resources }]) => [
    ...(['requests', 'limits'] as const).flatMap((side) =>
      ['cpu', 'memory']
        .filter((amount) => resources?.[side]?.[amount] === undefined)
        .map((amount) => `${owner}: ${side} no ${amount}`),
    ),
    ...(/@sha256:[0-9a-f]{64}$/.test(image) || /:(?!latest$)[\w.-]+$/.test(image)
      ? []
      : [`${owner}: the image ${image} is not pinned`]),
  ]);
}

/** Long-running containers that nobody asks how they are, or asks where nobody answers. */
export function wrongProbes(manifests: readonly Manifest[], routes: ReadonlySet<string>): string[] {
  return containersOf(manifests)
    .filter(([{ kind }]) => kind === 'Deployment' || kind === 'StatefulSet')
    .flatMap(([pod, container]) => {
      const { livenessProbe, readinessProbe } = container;
      const missing = [
        ...(livenessProbe === undefined ? [`${pod.owner}: no liveness probe`] : []),
        ...(readinessProbe === undefined ? [`${pod.owner}: no readiness probe`] : []),
      ];
      return isMaru(container) ? [...missing, ...wrongRoutes(pod, container, routes)] : missing;
    });
}

function wrongRoutes(pod: Pod, container: Container, routes: ReadonlySet<string>): string[] {
  const wanted = {
    startupProbe: '/health/live',
    livenessProbe: '/health/live',
    readinessProbe: '/health/ready',
  } as const;
  return (['startupProbe', 'livenessProbe', 'readinessProbe'] as const).flatMap((probe) => {
    const path = container[probe]?.httpGet?.path ?? 'nothing';
    return path === wanted[probe] && routes.has(path)
      ? []
      : [`${pod.owner}: its ${probe} asks for ${path}`];
  });
}

/** Pods that are killed before they are done. */
export function hurriedStops(manifests: readonly Manifest[]): string[] {
  return containersOf(manifests)
    .filter(([{ kind }, container]) => kind === 'Deployment' && isMaru(container))
    .flatMap(([{ owner, spec }, { lifecycle }]) => {
      const wanted = (lifecycle?.preStop?.sleep?.seconds ?? 0) + DRAIN;
      const grace = spec.terminationGracePeriodSeconds ?? 30;
      return grace > wanted ? [] : [`${owner}: killed after ${grace} s, may need ${wanted}`];
    });
}

/** Budgets under which no pod may ever leave its node, and autoscalers that fight with a number. */
export function wrongScales(manifests: readonly Manifest[]): string[] {
  const scalers = ofKind(manifests, 'HorizontalPodAutoscaler');
  return ofKind(manifests, 'Deployment', 'StatefulSet').flatMap((workload) => {
    const scaler = scalers.find(({ spec }) => spec.scaleTargetRef.name === workload.metadata.name);
    const least = scaler?.spec.minReplicas ?? workload.spec.replicas ?? 1;
    const labels = workload.spec.template.metadata.labels ?? {};
    const blocked = ofKind(manifests, 'PodDisruptionBudget')
      .filter(({ spec }) => selects(spec.selector.matchLabels, labels))
      .filter(({ spec }) => Number(spec.maxUnavailable ?? least - Number(spec.minAvailable)) < 1);
    return [
      ...blocked.map((budget) => `${nameOf(budget)}: lets none of ${least} pods go`),
      ...(scaler !== undefined && workload.spec.replicas !== undefined
        ? [`${nameOf(workload)}: has a number of pods and an autoscaler`]
        : []),
      ...(scaler !== undefined && scaler.spec.maxReplicas < least
        ? [`${nameOf(scaler)}: at most fewer than at least`]
        : []),
    ];
  });
}

/** Containers of all pods with their pods. */
export function containersOf(manifests: readonly Manifest[]): [Pod, Container][] {
  return podsOf(manifests).flatMap((pod) =>
    containersIn(pod.spec).map((container): [Pod, Container] => [pod, container]),
  );
}

/** Whether a container runs one of Maru's programs, and reads its settings. */
export function isMaru({ envFrom }: Container): boolean {
  return envFrom !== undefined;
}

import { type Labels, type Manifest, nameOf, ofKind, podsOf, selects } from './manifest.js';

/** Selectors that take nothing, or what they should not. */
export function wrongSelectors(manifests: readonly Manifest[]): string[] {
  return [
    ...twins(manifests),
    ...ownPods(manifests),
    ...servedPods(manifests),
    ...watchedServices(manifests),
    ...guardedPods(manifests),
  ];
}

function twins(manifests: readonly Manifest[]): string[] {
  const names = manifests.map(nameOf);
  return names.filter((name, i) => names.indexOf(name) !== i).map((name) => `${name}: twice`);
}

/** A workload takes its own pods and no others', and spreads those. */
function ownPods(manifests: readonly Manifest[]): string[] {
  const pods = podsOf(manifests);
  return ofKind(manifests, 'Deployment', 'StatefulSet').flatMap((workload) => {
    const { matchLabels } = workload.spec.selector;
    const taken = pods.filter(({ labels }) => selects(matchLabels, labels));
    const own = pods.filter(({ owner }) => owner === nameOf(workload));
    const spread = own.flatMap(({ labels, spec }) =>
      (spec.topologySpreadConstraints ?? []).filter(
        ({ labelSelector }) => !selects(labelSelector.matchLabels, labels),
      ),
    );
    return [
      ...(taken.length === 1 && taken[0]?.owner === nameOf(workload)
        ? []
        : [
            `${nameOf(workload)}: takes ${taken.map(({ owner }) => owner).join(', ') || 'nothing'}`,
          ]),
      ...spread.map(() => `${nameOf(workload)}: spreads pods that aren't its own`),
    ];
  });
}

function servedPods(manifests: readonly Manifest[]): string[] {
  return ofKind(manifests, 'Service').flatMap((service) => {
    const pods = podsOf(manifests).filter(({ labels }) => selects(service.spec.selector, labels));
    const ports = pods.flatMap(({ spec }) =>
      spec.containers.flatMap(({ ports: own }) => own ?? []),
    );
    const open = new Set<unknown>(
      ports.flatMap(({ name, containerPort }) => [name, containerPort]),
    );
    return [
      ...(pods.length === 1 ? [] : [`${nameOf(service)}: takes ${pods.length} kinds of pods`]),
      ...service.spec.ports
        .filter(({ port, targetPort }) => !open.has(targetPort ?? port))
        .map(({ targetPort }) => `${nameOf(service)}: no port ${targetPort} behind it`),
    ];
  });
}

function watchedServices(manifests: readonly Manifest[]): string[] {
  return ofKind(manifests, 'ServiceMonitor').flatMap((monitor) => {
    const services = ofKind(manifests, 'Service').filter(({ metadata }) =>
      selects(monitor.spec.selector.matchLabels, metadata.labels ?? {}),
    );
    const ports = new Set(services.flatMap(({ spec }) => spec.ports.map(({ name }) => name)));
    return monitor.spec.endpoints
      .filter(({ port }) => !ports.has(port))
      .map(({ port }) => `${nameOf(monitor)}: no Service with a port ${port}`);
  });
}

/** Budgets and network policies are about pods that there are. */
function guardedPods(manifests: readonly Manifest[]): string[] {
  const pods = podsOf(manifests);
  const empty = (selector: Labels): boolean =>
    !pods.some(({ labels }) => selects(selector, labels));
  return [
    ...ofKind(manifests, 'PodDisruptionBudget')
      .filter(({ spec }) => empty(spec.selector.matchLabels))
      .map((budget) => `${nameOf(budget)}: guards nothing`),
    ...ofKind(manifests, 'NetworkPolicy').flatMap((policy) => [
      ...(empty(policy.spec.podSelector.matchLabels) ? [`${nameOf(policy)}: guards nothing`] : []),
      ...[...(policy.spec.ingress ?? []).flatMap(({ from }) => from)]
        .concat((policy.spec.egress ?? []).flatMap(({ to }) => to))
        .filter(
          ({ podSelector, namespaceSelector }) =>
            podSelector !== undefined &&
            namespaceSelector === undefined &&
            // What is optional may be named and absent.
            podSelector.matchLabels['app.kubernetes.io/component'] !== 'postgres-exporter' &&
            empty(podSelector.matchLabels),
        )
        .map(() => `${nameOf(policy)}: speaks of pods that there aren't`),
    ]),
  ];
}

import {
  containersIn,
  type Labels,
  type Manifest,
  nameOf,
  ofKind,
  type Peer,
  type Pod,
  podsOf,
  selects,
  type Spec,
} from './manifest.js';

const NAMES = 53;

/** Ways that the programs need and the network policies close, or keep open for nobody. */
export function wrongNetwork(manifests: readonly Manifest[]): string[] {
  const policies = ofKind(manifests, 'NetworkPolicy');
  if (policies.length === 0) {
    return [];
  }
  const pods = podsOf(manifests);
  return pods.flatMap((pod) => {
    const own = policies.filter(({ spec }) => selects(spec.podSelector.matchLabels, pod.labels));
    const open = portsOf(pod);
    const admitted = own.flatMap(({ spec }) => (spec.ingress ?? []).flatMap(({ ports }) => ports));
    return [
      ...(own.some(({ spec }) =>
        ['Ingress', 'Egress'].every((type) => spec.policyTypes.includes(type)),
      )
        ? []
        : [`${pod.owner}: no policy for both ways`]),
      ...open
        .filter((port) => !admitted.some((other) => other.port === port))
        .map((port) => `${pod.owner}: nobody may reach port ${port}`),
      ...admitted
        .filter(({ port }) => !open.includes(port))
        .map(({ port }) => `${pod.owner}: port ${port} is admitted, and nobody listens there`),
      ...(pod.kind === 'StatefulSet' ||
      own.some(({ spec }) => goesTo(spec, NAMES, (peer) => peer.namespaceSelector !== undefined))
        ? []
        : [`${pod.owner}: can't ask for names`]),
      ...neededServices(pod, manifests).flatMap(([service, port]) =>
        reach(pod, service, port, policies, pods),
      ),
      ...scrapers(pod, own, manifests),
    ];
  });
}

function portsOf({ spec }: Pod): number[] {
  return spec.containers.flatMap(({ ports }) => (ports ?? []).map((port) => port.containerPort));
}

/** Services of the chart in the pod's variables and arguments, with the port that is named there or psql's own. */
function neededServices({ spec }: Pod, manifests: readonly Manifest[]): [Manifest, number][] {
  const texts = containersIn(spec).flatMap(({ env, args }) => [
    ...(env ?? []).map(({ name, value = '' }) => (name === 'PGHOST' ? `${value}:5432` : value)),
    ...(args ?? []),
  ]);
  return ofKind(manifests, 'Service').flatMap((service) =>
    texts.flatMap((text) => {
      const found = new RegExp(`\\b${service.metadata.name}:(\\d+)`).exec(text);
      return found === null ? [] : [[service, Number(found[1])] as [Manifest, number]];
    }),
  );
}

/** Policies look at the pod's port, not at the Service's. */
function reach(
  pod: Pod,
  service: Manifest,
  port: number,
  policies: readonly Manifest[],
  pods: readonly Pod[],
): string[] {
  const target = pods.find(({ labels }) => selects(service.spec.selector, labels));
  const named = service.spec.ports.find((known) => known.port === port);
  const behind = (target?.spec.containers ?? [])
    .flatMap(({ ports }) => ports ?? [])
    .find(({ name }) => name === named?.targetPort)?.containerPort;
  if (target === undefined || behind === undefined) {
    return [`${pod.owner}: ${nameOf(service)} has no port ${port}`];
  }
  const of = (labels: Labels): Spec[] =>
    policies
      .filter(({ spec }) => selects(spec.podSelector.matchLabels, labels))
      .map(({ spec }) => spec);
  const out = of(pod.labels).some((spec) => goesTo(spec, behind, to(target.labels)));
  const into = of(target.labels).some((spec) => comesFrom(spec, behind, to(pod.labels)));
  return out && into ? [] : [`${pod.owner}: can't reach ${target.owner}`];
}

/** What is scraped admits Prometheus, which lives in another namespace. */
function scrapers(pod: Pod, own: readonly Manifest[], manifests: readonly Manifest[]): string[] {
  const scraped = ofKind(manifests, 'ServiceMonitor').some(({ spec }) =>
    selects(spec.selector.matchLabels, pod.labels),
  );
  const admits = own.some(({ spec }) =>
    (spec.ingress ?? []).some(({ from }) =>
      from.some(
        ({ namespaceSelector, podSelector }) =>
          namespaceSelector !== undefined &&
          podSelector?.matchLabels['app.kubernetes.io/name'] === 'prometheus',
      ),
    ),
  );
  return scraped && !admits ? [`${pod.owner}: Prometheus may not read it`] : [];
}

function to(labels: Labels): (peer: Peer) => boolean {
  return ({ podSelector, namespaceSelector }) =>
    podSelector !== undefined &&
    namespaceSelector === undefined &&
    selects(podSelector.matchLabels, labels);
}

function goesTo({ egress }: Spec, port: number, is: (peer: Peer) => boolean): boolean {
  return (egress ?? []).some(
    ({ to: peers, ports }) => peers.some(is) && ports.some((open) => open.port === port),
  );
}

function comesFrom({ ingress }: Spec, port: number, is: (peer: Peer) => boolean): boolean {
  return (ingress ?? []).some(
    ({ from, ports }) => from.some(is) && ports.some((open) => open.port === port),
  );
}

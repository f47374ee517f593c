import { type Manifest, nameOf, ofKind } from './manifest.js';

/** Kinds in the order in which Argo CD has to bring them. */
const STEPS = [
  ['ServiceAccount', 'Secret', 'ExternalSecret', 'NetworkPolicy'],
  ['StatefulSet'],
  ['Job'],
  ['Deployment'],
];

/** What comes before the thing that it needs. */
export function wrongOrder(manifests: readonly Manifest[]): string[] {
  const steps = STEPS.map((kinds) => ofKind(manifests, ...kinds));
  const hooked = ofKind(manifests, 'Job').filter(
    ({ metadata }) => metadata.annotations?.['helm.sh/hook'] !== undefined,
  );
  return [
    ...steps.flatMap((later, i) =>
      later.flatMap((one) =>
        steps
          .slice(0, i)
          .flat()
          .filter((other) => waveOf(other) >= waveOf(one) && !isTest(other))
          .map((other) => `${nameOf(one)}: comes before ${nameOf(other)} is there`),
      ),
    ),
    ...hooked.map((job) => `${nameOf(job)}: a hook of Helm, which runs at the wrong time`),
  ];
}

function waveOf({ metadata }: Manifest): number {
  return Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);
}

/** The test's policy is needed when all else is there. */
function isTest({ metadata }: Manifest): boolean {
  return metadata.labels?.['app.kubernetes.io/component'] === 'test';
}

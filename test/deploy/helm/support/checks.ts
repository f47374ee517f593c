import { wrongRoles } from './database-roles.js';
import { refusedByKubernetes } from './kubernetes.js';
import type { Manifest } from './manifest.js';
import { wrongNetwork } from './network.js';
import { wrongOrder } from './order.js';
import { hurriedStops, unboundedContainers, unsafePods, wrongProbes, wrongScales } from './pods.js';
import { missingReferences } from './references.js';
import { wrongSelectors } from './selection.js';
import { wrongSettings } from './settings.js';
import { knownRoutes, knownSettings } from './settings-reference.js';

/** The Secret that somebody makes by hand where the values don't make it. */
const GIVEN = { maru: ['DATABASE_URL', 'JWT_SECRET', 'METRICS_TOKEN'] };

/** What must hold of all manifests of a release, by name; each tells what is wrong. */
export const CHECKS = {
  'is what Kubernetes takes, without unknown fields': refusedByKubernetes,
  'selects its own pods': wrongSelectors,
  'refers to what there is': (manifests: Manifest[]) => missingReferences(manifests, GIVEN),
  'keeps its pods restricted': unsafePods,
  'bounds and pins its containers': unboundedContainers,
  'asks the API how it is': (manifests: Manifest[]) => wrongProbes(manifests, knownRoutes()),
  'gives its programs time to end': hurriedStops,
  'scales, and lets nodes be drained': wrongScales,
  'gives the programs settings that they know': (manifests: Manifest[]) =>
    wrongSettings(manifests, knownSettings()),
  'logs in to its database with roles that are made, and no superuser': wrongRoles,
  'opens the ways that are needed': wrongNetwork,
  'comes in order': wrongOrder,
} satisfies Record<string, (manifests: Manifest[]) => string[]>;

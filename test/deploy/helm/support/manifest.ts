/** The parts of manifests that the checks look at; their form is checked against Kubernetes' own schemas. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: Metadata & { name: string };
  spec: Spec;
  data?: Labels;
  stringData?: Labels;
}

export type Labels = Record<string, string>;

export interface Metadata {
  name?: string;
  labels?: Labels;
  annotations?: Labels;
}

/** Fields of all kinds together. */
export interface Spec extends PodSpec {
  replicas?: number;
  selector: Labels & { matchLabels: Labels };
  template: { metadata: Metadata; spec: PodSpec };
  volumeClaimTemplates?: { metadata: { name: string } }[];
  serviceName?: string;
  ports: { name?: string; port: number | string; targetPort?: number | string }[];
  scaleTargetRef: { kind: string; name: string };
  minReplicas: number;
  maxReplicas: number;
  minAvailable?: number | string;
  maxUnavailable?: number | string;
  podSelector: { matchLabels: Labels };
  policyTypes: string[];
  ingress?: { from: Peer[]; ports: { port: number }[] }[];
  egress?: { to: Peer[]; ports: { port: number; protocol: string }[] }[];
  rules: { host: string; http: { paths: { backend: { service: ServiceReference } }[] } }[];
  tls?: { hosts: string[]; secretName: string }[];
  endpoints: {
    port: string;
    path: string;
    authorization?: { credentials: { name: string; key: string } };
    relabelings?: { targetLabel: string; replacement: string }[];
  }[];
  jobName?: string;
  targets: { staticConfig: { static: string[] } };
  target: { name: string };
  data: { secretKey: string; remoteRef: { key: string; property: string } }[];
  groups: unknown;
}

interface ServiceReference {
  name: string;
  port: { name?: string; number?: number };
}

export interface Peer {
  podSelector?: { matchLabels: Labels };
  namespaceSelector?: { matchLabels: Labels };
  ipBlock?: { cidr: string; except?: string[] };
}

export interface PodSpec {
  serviceAccountName?: string;
  automountServiceAccountToken?: boolean;
  terminationGracePeriodSeconds?: number;
  restartPolicy?: string;
  securityContext?: {
    runAsNonRoot?: boolean;
    runAsUser?: number;
    seccompProfile?: { type: string };
  };
  initContainers?: Container[];
  containers: Container[];
  volumes?: Volume[];
  topologySpreadConstraints?: { labelSelector: { matchLabels: Labels } }[];
}

interface Volume {
  name: string;
  emptyDir?: object;
  persistentVolumeClaim?: { claimName: string };
  configMap?: { name: string };
  secret?: { secretName: string };
  hostPath?: object;
}

interface Probe {
  httpGet?: { path: string; port: string | number };
  exec?: { command: string[] };
}

interface KeyReference {
  name: string;
  key: string;
}

export interface Variable {
  name: string;
  value?: string;
  valueFrom?: { secretKeyRef?: KeyReference; configMapKeyRef?: KeyReference };
}

export interface Container {
  name: string;
  image: string;
  command?: string[];
  args?: string[];
  env?: Variable[];
  envFrom?: { configMapRef?: { name: string }; secretRef?: { name: string } }[];
  ports?: { name: string; containerPort: number }[];
  startupProbe?: Probe;
  livenessProbe?: Probe;
  readinessProbe?: Probe;
  lifecycle?: { preStop?: { sleep?: { seconds: number } } };
  resources?: { requests?: Labels; limits?: Labels };
  securityContext?: {
    allowPrivilegeEscalation?: boolean;
    readOnlyRootFilesystem?: boolean;
    capabilities?: { drop?: string[] };
  };
  volumeMounts?: { name: string; mountPath: string }[];
}

/** A pod that somebody makes. */
export interface Pod {
  /** Of the manifest that makes it, as `Deployment maru-api`. */
  owner: string;
  kind: string;
  labels: Labels;
  spec: PodSpec;
  /** Claims that come with it. */
  claims: string[];
}

/** How a message names a manifest. */
export function nameOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.name}`;
}

/** All manifests of one kind. */
export function ofKind(manifests: readonly Manifest[], ...kinds: string[]): Manifest[] {
  return manifests.filter(({ kind }) => kinds.includes(kind));
}

/** The pods that the manifests make. */
export function podsOf(manifests: readonly Manifest[]): Pod[] {
  return ofKind(manifests, 'Deployment', 'StatefulSet', 'Job', 'Pod').map((manifest) => {
    const { metadata, spec } =
      manifest.kind === 'Pod'
        ? { metadata: manifest.metadata, spec: manifest.spec }
        : manifest.spec.template;
    return {
      owner: nameOf(manifest),
      kind: manifest.kind,
      labels: metadata.labels ?? {},
      spec,
      claims: (manifest.spec.volumeClaimTemplates ?? []).map((claim) => claim.metadata.name),
    };
  });
}

/** The containers of a pod, those that run before the others included. */
export function containersIn({ initContainers = [], containers }: PodSpec): Container[] {
  return [...initContainers, ...containers];
}

/** Whether a selector takes something with these labels. */
export function selects(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([name, value]) => labels[name] === value);
}

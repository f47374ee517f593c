import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** One service of docker-compose.yml, anchors resolved. */
export interface Service {
  readonly image: string;
  readonly build?: { readonly dockerfile: string; readonly target: string };
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[] | Readonly<Record<string, unknown>>;
  readonly network_mode?: string;
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: unknown;
  readonly restart?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly mem_limit?: string;
  readonly profiles?: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { ipam?: { config: { subnet: string }[] } }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** The file as it is written. */
export const composeText = readFileSync('docker-compose.yml', 'utf8');

/** docker-compose.yml, variables left as they are. */
export const compose = parse(composeText, { merge: true }) as Compose;

/** Names and definitions of all services. */
export const services = Object.entries(compose.services);

/** Names of the networks of a service. */
export function networksOf({ networks = [] }: Service): string[] {
  return Array.isArray(networks) ? [...(networks as string[])] : Object.keys(networks);
}

/** Whether a service is one of Maru's own programs or commands. */
export function isMaru({ image }: Service): boolean {
  return image === '${MARU_IMAGE:-maru:local}';
}

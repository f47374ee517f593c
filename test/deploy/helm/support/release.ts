import type { CHECKS } from './checks.js';
import type { Container, Manifest, PodSpec, Variable } from './manifest.js';

export type CheckName = keyof typeof CHECKS;

/** A release in which one thing is wrong, and what is said about it. */
export interface Sample {
  check: CheckName;
  what: string;
  values?: string;
  break: (release: Release) => void;
  says: string;
}

/** Manifests to be damaged. */
export class Release {
  constructor(readonly manifests: Manifest[]) {}

  get(kind: string, name: string): Manifest {
    const found = this.manifests.find(
      (manifest) => manifest.kind === kind && manifest.metadata.name === name,
    );
    if (found === undefined) {
      throw new Error(`There is no ${kind} ${name}.`);
    }
    return found;
  }

  container(kind: string, name: string): Container {
    return this.get(kind, name).spec.template.spec.containers[0]!;
  }

  variable(name: string, kind: string, owner: string): Variable {
    const found = this.container(kind, owner).env?.find((variable) => variable.name === name);
    if (found === undefined) {
      throw new Error(`There is no variable ${name} of ${kind} ${owner}.`);
    }
    return found;
  }

  /** The pod of the Job, whose name holds a digest. */
  get migrations(): PodSpec {
    const name = this.manifests.find(({ kind }) => kind === 'Job')?.metadata.name ?? 'migrate';
    return this.get('Job', name).spec.template.spec;
  }

  drop(kind: string, name: string): void {
    this.manifests.splice(this.manifests.indexOf(this.get(kind, name)), 1);
  }
}

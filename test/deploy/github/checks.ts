import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Job, stepsOf, type Workflow } from './workflow.js';

/** What the workflows refer to outside themselves. */
export interface Repository {
  readonly root: string;
  /** Names of the scripts in package.json. */
  readonly scripts: ReadonlySet<string>;
}

/** What is wrong with a workflow beyond what actionlint knows, one sentence each. */
export function findings(workflow: Workflow, repository: Repository): string[] {
  return [
    ...pins(workflow),
    ...permissions(workflow),
    ...limits(workflow),
    ...checkouts(workflow),
    ...injections(workflow),
    ...references(workflow, repository),
  ].map((finding) => `${workflow.file}: ${finding}`);
}

/** Actions stand at a full commit, with the release beside it for people and Dependabot. */
function pins({ text }: Workflow): string[] {
  return [...text.matchAll(/^[\s-]*uses: *(.*)$/gm)]
    .map(([, use = '']) => use.trim())
    .filter((use) => !use.startsWith('./'))
    .filter((use) => !/^[\w.-]+(\/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(use))
    .map((use) => `${use} isn't pinned to a commit with its release`);
}

function permissions({ permissions: whole, jobs }: Workflow): string[] {
  const isEmpty = typeof whole === 'object' && whole !== null && Object.keys(whole).length === 0;
  return [
    ...(isEmpty ? [] : ['permissions of the workflow are not {}']),
    ...Object.entries(jobs)
      .filter(([, job]) => job.permissions === undefined)
      .map(([name]) => `job ${name} declares no permissions`),
  ];
}

function limits({ on, concurrency, jobs }: Workflow): string[] {
  const isCalled = Object.keys(on).every((event) => event === 'workflow_call');
  const endless = ([, job]: [string, Job]) => !job.uses && job['timeout-minutes'] === undefined;
  return [
    ...(isCalled || concurrency ? [] : ['no concurrency group']),
    ...Object.entries(jobs)
      .filter(endless)
      .map(([name]) => `job ${name} has no timeout`),
  ];
}

/** A token stays in the checkout only where something is pushed. */
function checkouts(workflow: Workflow): string[] {
  return stepsOf(workflow)
    .filter(({ step }) => step.uses?.startsWith('actions/checkout@'))
    .filter(({ job, step }) => {
      const mayWrite = workflow.jobs[job]?.permissions?.['contents'] === 'write';
      return step.with?.['persist-credentials'] !== mayWrite;
    })
    .map(({ job }) => `job ${job}: persist-credentials doesn't go with its permissions`);
}

/** Values reach scripts as variables of the environment, never as text of the script. */
function injections(workflow: Workflow): string[] {
  return stepsOf(workflow)
    .filter(({ step }) => step.run?.includes('${{'))
    .map(({ job, step }) => `job ${job}: an expression in a script: ${String(step.run)}`);
}

function references(workflow: Workflow, { root, scripts }: Repository): string[] {
  const uses = Object.values(workflow.jobs).flatMap((job) => job.uses ?? []);
  const runs = stepsOf(workflow).map(({ step }) => step.run ?? '');
  const files = stepsOf(workflow).flatMap(({ step }) => step.with?.['file'] ?? []);
  const words = runs.flatMap((run) => run.split(/[\s"'`;|()]+/));
  const paths = words.filter((word) => /^(\.ci|\.github|infra|tools|deploy)\/[\w./-]+$/.test(word));
  const programs = runs.flatMap((run) =>
    [...run.matchAll(/^\s*((?:\.ci|\.github|infra)\/[\w./-]+)/gm)].map(([, path = '']) => path),
  );
  return [
    ...runs
      .flatMap((run) => [...run.matchAll(/npm run (?:--?[\w-]+ )*([\w:-]+)/g)])
      .map(([, name = '']) => name)
      .filter((name) => !scripts.has(name))
      .map((name) => `package.json has no script ${name}`),
    ...[...uses.filter((use) => use.startsWith('./')), ...paths, ...files.map(String)]
      .filter((path) => !existsSync(join(root, path)))
      .map((path) => `there is no ${path}`),
    ...programs
      .filter((path) => existsSync(join(root, path)) && !isExecutable(join(root, path)))
      .map((path) => `${path} can't be executed`),
  ];
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { whenInstalled } from '../support/when-installed.js';
import { findings, type Repository } from './checks.js';
import { readWorkflow, stepsOf, type Workflow } from './workflow.js';

const ROOT = join(__dirname, '..', '..', '..');
const FOLDER = join(ROOT, '.github', 'workflows');

const workflows = readdirSync(FOLDER).map((file) =>
  readWorkflow(file, readFileSync(join(FOLDER, file), 'utf8')),
);
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const repository: Repository = { root: ROOT, scripts: new Set(Object.keys(scripts)) };

function workflow(name: string): Workflow {
  return workflows.find(({ file }) => file === `${name}.yml`)!;
}

function lint(files: readonly Workflow[]): string[] {
  const input = files.map(({ file, text }) => ({ path: `.github/workflows/${file}`, data: text }));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(__dirname, 'actionlint.mjs')],
    { input: JSON.stringify(input), encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.split('\n').filter(Boolean);
}

describe('The workflows', () => {
  it('are what actionlint accepts', () => {
    expect(lint(workflows)).toEqual([]);
  });

  it('pin, limit and point to what is there', () => {
    expect(workflows.flatMap((each) => findings(each, repository))).toEqual([]);
  });

  it('use one release of each action', () => {
    const uses = new Set(
      workflows.flatMap((each) => stepsOf(each).flatMap(({ step }) => step.uses ?? [])),
    );
    const names = [...uses].map((use) => use.split('@')[0]);
    expect(names).toEqual([...new Set(names)]);
  });

  it('run the suite on all supported versions of Node and PostgreSQL', () => {
    expect(workflow('test').jobs['suite']?.strategy?.matrix).toEqual({
      node: [20, 22, 24],
      postgres: [15, 17],
    });
    expect(workflow('test').on).toMatchObject({
      push: { branches: ['main', 'feat/*', 'fix/*'] },
      pull_request: null,
    });
  });

  it('run each check of .ci/run', () => {
    const wanted = [
      ...readFileSync(join(ROOT, '.ci', 'run'), 'utf8').matchAll(/npm run .*?([\w:]+)$/gm),
    ];
    const run = stepsOf(workflow('test')).map(({ step }) => step.run ?? '');
    expect(wanted.length).toBeGreaterThan(3);
    for (const [, name] of wanted) {
      expect(run).toContainEqual(expect.stringMatching(new RegExp(`npm run ${String(name)}$`)));
    }
  });

  it('plan every stage', () => {
    const { matrix } = workflow('terraform').jobs['plan']!.strategy!;
    const stages = join(ROOT, 'infra', 'stages');
    const all = readdirSync(stages).flatMap((cloud) =>
      readdirSync(join(stages, cloud)).map((name) => `${cloud}/${name}`),
    );
    const planned = matrix['include'] as { stage: string; values: string }[];
    expect(planned.map(({ stage }) => stage).sort()).toEqual(all.sort());
    expect(planned.map(({ values }) => values)).toEqual(
      planned.map(({ stage }) => `TFVARS_${stage.replace(/[/-]/g, '_').toUpperCase()}`),
    );
  });

  it('keep up the folders that there are', () => {
    const { updates } = parse(readFileSync(join(ROOT, '.github', 'dependabot.yml'), 'utf8')) as {
      updates: { directory?: string; directories?: string[] }[];
    };
    const folders = updates
      .flatMap(({ directory, directories }) => directories ?? directory ?? [])
      .map((folder) => folder.replace(/\/\*.*$/, ''));
    expect(folders.filter((folder) => !existsSync(join(ROOT, folder)))).toEqual([]);
  });

  whenInstalled(['shellcheck'], (shellcheck) => {
    it('hold clean shell', () => {
      for (const each of workflows) {
        for (const { job, step } of stepsOf(each).filter(({ step: { run } }) => run)) {
          const { stdout } = spawnSync(shellcheck, ['--shell=bash', '-'], {
            input: step.run,
            encoding: 'utf8',
          });
          expect({ file: each.file, job, stdout }).toEqual({ file: each.file, job, stdout: '' });
        }
      }
    });
  });
});

describe('The checks of the workflows', () => {
  const SOUND = `
name: sound
on: [push]
permissions: {}
concurrency: sound
jobs:
  a:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - run: npm run lint
      - run: infra/terraform.sh init aws/prod
`;

  /** The sound workflow with a text replaced. */
  function changed(text: string, replacement: string): Workflow {
    expect(SOUND).toContain(text);
    return readWorkflow(
      'a.yml',
      SOUND.replace(text, () => replacement),
    );
  }

  it('find nothing wrong in a sound workflow', () => {
    expect(findings(changed('name: sound', 'name: good'), repository)).toEqual([]);
  });

  it.each([
    ['a tag for a commit', '@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1', '@v7', 'pinned'],
    ['a commit without its release', ' # v7.0.1', '', "isn't pinned"],
    ['wide permissions', 'permissions: {}', 'permissions: read-all', 'are not {}'],
    ['a job without permissions', '    permissions:\n      contents: read\n', '', 'no permissions'],
    ['a job without timeout', '    timeout-minutes: 5\n', '', 'no timeout'],
    ['no concurrency group', 'concurrency: sound\n', '', 'no concurrency group'],
    ['a token that stays', 'persist-credentials: false', 'fetch-depth: 1', 'persist-credentials'],
    ['a value in a script', 'npm run lint', 'echo ${{ github.ref }}', 'an expression in a script'],
    ['a script that is not there', 'npm run lint', 'npm run lints', 'has no script lints'],
    ['a file that is not there', 'infra/terraform.sh', 'infra/terraforms.sh', 'there is no infra'],
    ['a file that is no program', 'infra/terraform.sh', 'infra/README.md', "can't be executed"],
  ])('find %s', (_, text, replacement, finding) => {
    expect(findings(changed(text, replacement), repository)).toEqual([
      expect.stringContaining(finding),
    ]);
  });

  it('find by actionlint what GitHub would refuse, and nothing in a sound workflow', () => {
    const found = lint([
      changed('name: sound', 'name: good'),
      changed('ubuntu-24.04', 'ubuntu-99.04'),
      changed('runs-on:', 'run-on:'),
      changed('npm run lint', 'npm run ${{ gitub.ref }}'),
    ]);
    expect(found.map((line) => line.replace(/^\S+ /, ''))).toEqual([
      expect.stringContaining('label "ubuntu-99.04" is unknown'),
      expect.stringContaining('"runs-on" section is missing'),
      expect.stringContaining('unexpected key "run-on"'),
      expect.stringContaining('undefined variable "gitub"'),
    ]);
  });
});

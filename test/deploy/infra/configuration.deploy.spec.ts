import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@cdktn/hcl2json';
import { findings, variablesOf } from './checks.js';
import { type Configuration, loadConfigurations, one } from './configuration.js';
import { parseShape, type Schema, schemaFindings } from './schema.js';

const ROOT = join(__dirname, '..', '..', '..', 'infra');
const STAGES = [
  'aws/github',
  'aws/prod',
  'aws/single-host',
  'aws/staging',
  'ncp/k8s',
  'ncp/staging',
];

describe('The Terraform files', () => {
  let configurations: Configuration[];

  beforeAll(async () => {
    configurations = await loadConfigurations(ROOT);
  });

  const stages = () => configurations.filter(({ path }) => path.startsWith('stages/'));

  it('are the stages that the guide names', () => {
    expect(stages().map(({ path }) => path.replace('stages/', ''))).toEqual(STAGES);
    const guide = readFileSync(join(ROOT, 'README.md'), 'utf8');
    expect(STAGES.filter((stage) => !guide.includes(`\`${stage}\``))).toEqual([]);
  });

  it('fit together: inputs, outputs, references, pins and states', async () => {
    expect(await findings(configurations)).toEqual([]);
  });

  it('give resources only what the providers know', async () => {
    const schema = snapshots();
    const found = await Promise.all(configurations.map((each) => schemaFindings(each, schema)));
    expect(found.flat()).toEqual([]);
  });

  it('leave out no module', () => {
    const text = configurations.map(({ body }) => JSON.stringify(body['module'] ?? {})).join('\n');
    const modules = configurations.filter(({ path }) => path.startsWith('modules/'));
    const unused = modules
      .map(({ path }) => path.split('/').pop() ?? '')
      .filter((name) => !text.includes(`/${name}"`));
    expect(unused).toEqual([]);
  });

  it('come with an example of each value that a stage asks for', async () => {
    for (const { path, body } of stages()) {
      const example = join(ROOT, path, 'example.tfvars');
      const given = existsSync(example)
        ? Object.keys(await parse(example, readFileSync(example, 'utf8')))
        : [];
      const variables = variablesOf(body);
      const asked = [...variables]
        .filter(([name, { required }]) => required && !isSensitive(body, name))
        .map(([name]) => name);
      expect({ path, unknown: given.filter((name) => !variables.has(name)) }).toEqual({
        path,
        unknown: [],
      });
      expect(given).toEqual(expect.arrayContaining(asked));
      expect(given.filter((name) => isSensitive(body, name))).toEqual([]);
    }
  });
});

function isSensitive(body: Configuration['body'], name: string): boolean {
  return one(body, 'variable', name)?.['sensitive'] === true;
}

function snapshots(): Schema {
  const lines = ['aws', 'ncloud'].flatMap((provider) =>
    Object.entries(
      JSON.parse(readFileSync(join(__dirname, 'schemas', `${provider}.json`), 'utf8')) as Record<
        string,
        string
      >,
    ),
  );
  return new Map(lines.map(([name, words]) => [name, parseShape(words)]));
}

import { posix } from 'node:path';
import {
  all,
  type Block,
  type Configuration,
  isBlock,
  labels,
  one,
  type Value,
} from './configuration.js';
import { danglingReferences, localNames, referencesIn } from './references.js';

const MODULE_ARGUMENTS = new Set(['source', 'count', 'for_each', 'depends_on', 'providers']);

/** What is wrong between and inside the configurations, one sentence each. */
export async function findings(configurations: readonly Configuration[]): Promise<string[]> {
  const byPath = new Map(configurations.map((found) => [found.path, found]));
  const perFolder = configurations.map(async (configuration) => [
    ...declared(configuration),
    ...(await unused(configuration)),
    ...calls(configuration, byPath),
    ...pins(configuration),
    ...(await danglingReferences(configuration, outputsOf(configuration, byPath))),
  ]);
  return [...(await Promise.all(perFolder)).flat(), ...backends(configurations)];
}

/** The names of variables, those without a default marked. */
export function variablesOf(body: Block): Map<string, { required: boolean }> {
  return new Map(
    labels(body, 'variable').map((name) => {
      const variable = one(body, 'variable', name) ?? {};
      return [name, { required: !('default' in variable) }];
    }),
  );
}

function declared({ path, body }: Configuration): string[] {
  const found: string[] = [];
  for (const name of labels(body, 'variable')) {
    const [variable = {}, ...others] = all(body, 'variable', name);
    if (others.length) {
      found.push(`${path}: var.${name} is declared twice`);
    }
    if (!('type' in variable)) {
      found.push(`${path}: var.${name} has no type`);
    }
    if (!describes(variable)) {
      found.push(`${path}: var.${name} has no description`);
    }
  }
  for (const name of labels(body, 'output')) {
    if (!describes(one(body, 'output', name) ?? {})) {
      found.push(`${path}: output ${name} has no description`);
    }
  }
  return found;
}

function describes(block: Block): boolean {
  const description = block['description'];
  return typeof description === 'string' && description.trim().length >= 8;
}

async function unused({ path, body }: Configuration): Promise<string[]> {
  const elsewhere = new Set<string>();
  for (const [kind, value] of Object.entries(body)) {
    if (kind !== 'variable') {
      (await referencesIn(value)).forEach((name) => elsewhere.add(name));
    }
  }
  const isUsed = (prefix: string) =>
    [...elsewhere].some((name) => name === prefix || name.startsWith(`${prefix}.`));
  const data = labels(body, 'data').flatMap((type) =>
    labels(body, 'data', type).map((name) => `data.${type}.${name}`),
  );
  return [
    ...labels(body, 'variable').map((name) => `var.${name}`),
    ...localNames(body).map((name) => `local.${name}`),
    ...data,
  ]
    .filter((name) => !isUsed(name))
    .map((name) => `${path}: ${name} isn't used`);
}

function target(caller: string, call: Block): string {
  return posix.normalize(posix.join(caller, text(call['source'])));
}

function calls({ path, body }: Configuration, byPath: ReadonlyMap<string, Configuration>) {
  return labels(body, 'module').flatMap((name) => {
    const call = one(body, 'module', name) ?? {};
    const module = byPath.get(target(path, call));
    if (!module) {
      return [`${path}: module ${name} has no source ${text(call['source'])}`];
    }
    const variables = variablesOf(module.body);
    const given = Object.keys(call).filter((input) => !MODULE_ARGUMENTS.has(input));
    return [
      ...given
        .filter((input) => !variables.has(input))
        .map((input) => `${path}: module ${name} knows no ${input}`),
      ...[...variables]
        .filter(([input, { required }]) => required && !given.includes(input))
        .map(([input]) => `${path}: module ${name} needs ${input}`),
    ];
  });
}

function outputsOf({ path, body }: Configuration, byPath: ReadonlyMap<string, Configuration>) {
  return (name: string): ReadonlySet<string> | undefined => {
    const call = one(body, 'module', name);
    const module = call && byPath.get(target(path, call));
    return module && new Set(labels(module.body, 'output'));
  };
}

/** Stages pin exact versions; modules leave room for the next minor one. */
function pins({ path, body }: Configuration): string[] {
  const settings = one(body, 'terraform') ?? {};
  const providers = one(settings, 'required_providers') ?? {};
  const exact = path.startsWith('stages/');
  const wanted = exact ? /^\d+\.\d+\.\d+$/ : /^~> \d+\.\d+$/;
  const used = new Set(
    ['resource', 'data', 'ephemeral']
      .flatMap((kind) => labels(body, kind))
      .map((type) => type.split('_', 1)[0] ?? '')
      .concat(labels(body, 'provider'))
      .filter((name) => name !== 'terraform'),
  );
  return [
    ...(typeof settings['required_version'] === 'string' ? [] : [`${path}: no required_version`]),
    ...Object.entries(providers)
      .filter(([, pin]) => !isBlock(pin) || !wanted.test(text(pin['version'])))
      .map(([name]) => `${path}: provider ${name} isn't pinned`),
    ...[...used]
      .filter((name) => !(name in providers))
      .map((name) => `${path}: provider ${name} isn't required`),
  ];
}

function backends(configurations: readonly Configuration[]): string[] {
  const keys = new Map<string, string>();
  const found: string[] = [];
  for (const { path, body } of configurations.filter((each) => each.path.startsWith('stages/'))) {
    const backend = all(body, 'terraform')
      .map((settings) => one(settings, 'backend', 's3'))
      .find((block) => block !== undefined);
    if (!backend) {
      found.push(`${path}: no remote state`);
      continue;
    }
    const key = text(backend['key']);
    if (backend['use_lockfile'] !== true) {
      found.push(`${path}: its state has no lock`);
    }
    if (backend['encrypt'] !== true) {
      found.push(`${path}: its state isn't encrypted`);
    }
    if (keys.has(key)) {
      found.push(`${path}: shares its state with ${String(keys.get(key))}`);
    }
    if (key !== `${posix.relative('stages', path)}/terraform.tfstate`) {
      found.push(`${path}: the key of its state isn't its own path`);
    }
    keys.set(key, path);
  }
  return found;
}

/** A string as it is; nothing for what is no string. */
function text(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}

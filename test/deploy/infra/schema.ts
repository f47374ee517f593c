import {
  type Block,
  type Configuration,
  isBlock,
  labels,
  one,
  type Value,
} from './configuration.js';
import { referencesIn } from './references.js';

/** What a block may hold. */
export interface Shape {
  readonly required: ReadonlySet<string>;
  readonly optional: ReadonlySet<string>;
  /** What only the provider sets. */
  readonly computed: ReadonlySet<string>;
  readonly blocks: ReadonlyMap<string, { readonly required: boolean; readonly shape: Shape }>;
}

/** Shapes by `resource aws_vpc`, `data aws_ami` and so on. */
export type Schema = ReadonlyMap<string, Shape>;

/** Arguments that Terraform itself understands in every resource. */
const META = new Set(['count', 'for_each', 'depends_on', 'provider', 'lifecycle', 'provisioner']);

/**
 * Reads one line of a snapshot: names parted by spaces; `name!` is required, `name*` computed only, and
 * `name{…}` a block.
 */
export function parseShape(text: string): Shape {
  const words = text.match(/[{}]|[^\s{}]+/g) ?? [];
  return block();

  function block(): Shape {
    const required = new Set<string>();
    const optional = new Set<string>();
    const computed = new Set<string>();
    const blocks = new Map<string, { required: boolean; shape: Shape }>();
    for (let word = words.shift(); word !== undefined && word !== '}'; word = words.shift()) {
      const name = word.replace(/[!*]$/, '');
      if (words[0] === '{') {
        words.shift();
        blocks.set(name, { required: word.endsWith('!'), shape: block() });
      } else {
        (word.endsWith('!') ? required : word.endsWith('*') ? computed : optional).add(name);
      }
    }
    return { required, optional, computed, blocks };
  }
}

/** Resources and data sources whose arguments, blocks or attributes the provider doesn't have. */
export async function schemaFindings(
  { path, body }: Configuration,
  schema: Schema,
): Promise<string[]> {
  const findings: string[] = [];
  for (const kind of ['resource', 'data', 'ephemeral']) {
    for (const type of labels(body, kind).filter((name) => name !== 'terraform_data')) {
      const shape = schema.get(`${kind} ${type}`);
      if (!shape) {
        findings.push(`${path}: no snapshot of ${kind} ${type}: see schemas/README.md`);
        continue;
      }
      for (const name of labels(body, kind, type)) {
        compare(one(body, kind, type, name) ?? {}, shape, `${path}: ${type}.${name}`);
      }
    }
  }
  for (const reference of new Set(await referencesIn(body))) {
    const parts = reference.split('.');
    const [kind, type = '', attribute] =
      parts[0] === 'data' || parts[0] === 'ephemeral'
        ? [parts[0], parts[1], parts.slice(3).find(isName)]
        : ['resource', parts[0], parts.slice(2).find(isName)];
    const shape = schema.get(`${kind} ${type}`);
    if (shape && attribute !== undefined && !names(shape).has(attribute)) {
      findings.push(`${path}: ${reference}: ${type} has no ${attribute}`);
    }
  }
  return findings;

  function compare(given: Block, shape: Shape, where: string): void {
    const dynamic = labels(given, 'dynamic');
    for (const [name, value] of Object.entries(given)) {
      if (META.has(name) || name === 'dynamic') {
        continue;
      }
      const inner = shape.blocks.get(name);
      if (inner) {
        blocksOf(value).forEach((item) => compare(item, inner.shape, `${where}.${name}`));
      } else if (!shape.required.has(name) && !shape.optional.has(name)) {
        findings.push(`${where} has no argument ${name}`);
      }
    }
    for (const name of dynamic) {
      const inner = shape.blocks.get(name);
      if (!inner) {
        findings.push(`${where} has no block ${name}`);
      }
      const content = one(one(given, 'dynamic', name) ?? {}, 'content') ?? {};
      if (inner) {
        compare(content, inner.shape, `${where}.${name}`);
      }
    }
    for (const name of shape.required) {
      if (!(name in given)) {
        findings.push(`${where} needs ${name}`);
      }
    }
    for (const [name, { required }] of shape.blocks) {
      if (required && !(name in given) && !dynamic.includes(name)) {
        findings.push(`${where} needs a block ${name}`);
      }
    }
  }
}

function names(shape: Shape): Set<string> {
  return new Set([...shape.required, ...shape.optional, ...shape.computed, ...shape.blocks.keys()]);
}

function blocksOf(value: Value): Block[] {
  return (Array.isArray(value) ? value : [value]).filter(isBlock);
}

/** Not an index such as `0` or `*`. */
function isName(part: string): boolean {
  return /^[a-z_]+[a-z0-9_]*$/.test(part);
}

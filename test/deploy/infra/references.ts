import { getReferencesInExpression } from '@cdktn/hcl2json';
import {
  type Block,
  type Configuration,
  isBlock,
  labels,
  one,
  type Value,
} from './configuration.js';

/** Roots that name nothing declared in the configuration. */
const BUILT_IN = new Set(['each', 'count', 'self', 'path', 'terraform', 'var', 'local', 'module']);
/** Meta-arguments whose names are attributes of the block itself. */
const OWN_NAMES = new Set(['ignore_changes', 'type', 'when']);

/** All references in the expressions of a value, such as `var.name` or `aws_vpc.this.id`. */
export async function referencesIn(value: Value, name = ''): Promise<string[]> {
  if (OWN_NAMES.has(name)) {
    return [];
  }
  if (typeof value === 'string') {
    if (!value.includes('${')) {
      return [];
    }
    const found = await getReferencesInExpression('expression.tf', value);
    return found.map((reference) => reference.value);
  }
  if (Array.isArray(value)) {
    return (await Promise.all(value.map((item) => referencesIn(item, name)))).flat();
  }
  if (isBlock(value)) {
    const parts = Object.entries(value).map(([key, item]) => referencesIn(item, key));
    return (await Promise.all(parts)).flat();
  }
  return [];
}

/** References to what the configuration, the modules that it calls, or a provider's schema don't have. */
export async function danglingReferences(
  { path, body }: Configuration,
  outputsOf: (module: string) => ReadonlySet<string> | undefined,
): Promise<string[]> {
  const iterators = dynamicLabels(body);
  const dangling = new Set<string>();
  for (const reference of await referencesIn(body)) {
    const [root = '', first = '', second = ''] = reference.split('.');
    if (!isDeclared(root, first, second) && !iterators.has(root)) {
      dangling.add(`${path}: ${reference} isn't declared`);
    }
  }
  return [...dangling];

  function isDeclared(root: string, first: string, second: string): boolean {
    switch (root) {
      case 'var':
        return one(body, 'variable', first) !== undefined;
      case 'local':
        return localNames(body).includes(first);
      case 'module':
        return outputsOf(first)?.has(second) ?? false;
      case 'data':
      case 'ephemeral':
        return one(body, root, first, second) !== undefined;
      default:
        return BUILT_IN.has(root) || one(body, 'resource', root, first) !== undefined;
    }
  }
}

export function localNames(body: Block): string[] {
  const locals = body['locals'];
  return (Array.isArray(locals) ? locals : [])
    .filter(isBlock)
    .flatMap((block) => Object.keys(block));
}

/** Names of dynamic blocks: their iterators can be referred to inside. */
function dynamicLabels(value: Value): Set<string> {
  if (Array.isArray(value)) {
    return new Set(value.flatMap((item) => [...dynamicLabels(item)]));
  }
  if (!isBlock(value)) {
    return new Set();
  }
  return new Set([
    ...labels(value, 'dynamic'),
    ...Object.values(value).flatMap((item) => [...dynamicLabels(item)]),
  ]);
}

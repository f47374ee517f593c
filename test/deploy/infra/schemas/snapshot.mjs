import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Takes snapshots of the providers' schemas: `terraform providers schema -json | node snapshot.mjs`, run in an
 * initialised stage, keeps what the files of infra/ use of it, one file per provider.
 */
const here = dirname(fileURLToPath(import.meta.url));
const infra = join(here, '..', '..', '..', '..', 'infra');
const kinds = {
  resource: 'resource_schemas',
  data: 'data_source_schemas',
  ephemeral: 'ephemeral_resource_schemas',
};

const used = new Set();
for (const file of readdirSync(infra, { recursive: true })) {
  if (!file.endsWith('.tf')) {
    continue;
  }
  const text = readFileSync(join(infra, file), 'utf8');
  for (const [, kind, type] of text.matchAll(/^(resource|data|ephemeral) "([a-z0-9_]+)" "/gm)) {
    used.add(`${kind} ${type}`);
  }
}

const { provider_schemas: providers } = JSON.parse(readFileSync(0, 'utf8'));
for (const [address, schemas] of Object.entries(providers)) {
  const lines = [...used].sort().flatMap((name) => {
    const [kind, type] = name.split(' ');
    const schema = schemas[kinds[kind]]?.[type];
    return schema ? [[name, words(schema.block)]] : [];
  });
  if (lines.length === 0) {
    continue;
  }
  const path = join(here, `${address.split('/').pop()}.json`);
  writeFileSync(path, `${JSON.stringify(Object.fromEntries(lines), null, 2)}\n`);
}

function words({ attributes = {}, block_types: blocks = {} }) {
  return [
    ...Object.entries(attributes).map(([name, { required, optional }]) =>
      required ? `${name}!` : optional ? name : `${name}*`,
    ),
    ...Object.entries(blocks).map(
      ([name, { min_items: least = 0, block }]) =>
        `${name}${least > 0 ? '!' : ''} { ${words(block)} }`,
    ),
  ].join(' ');
}

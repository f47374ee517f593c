import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from '@cdktn/hcl2json';

/** A value of HCL as JSON; expressions are strings of the form `${…}`. */
export type Value = string | number | boolean | null | Value[] | Block;
export interface Block {
  [name: string]: Value;
}

/** One folder of Terraform files. */
export interface Configuration {
  /** Path of the folder below the root that was loaded, such as `stages/aws/prod`. */
  readonly path: string;
  readonly body: Block;
}

export async function parseConfiguration(path: string, text: string): Promise<Configuration> {
  return { path, body: (await parse(`${path}.tf`, text)) as Block };
}

/** All folders below `root` that hold Terraform files. */
export async function loadConfigurations(root: string): Promise<Configuration[]> {
  const folders = [root, ...foldersBelow(root)].filter((folder) => terraformFiles(folder).length);
  return Promise.all(
    folders.map((folder) =>
      parseConfiguration(
        relative(root, folder),
        terraformFiles(folder)
          .map((file) => readFileSync(join(folder, file), 'utf8'))
          .join('\n'),
      ),
    ),
  );
}

/** The one block below these labels, such as `one(body, 'variable', 'name')`. */
export function one(body: Block, ...labels: string[]): Block | undefined {
  return all(body, ...labels)[0];
}

/** The blocks below these labels: more than one if they are declared twice or may be repeated. */
export function all(body: Block, ...labels: string[]): Block[] {
  let found: Value | undefined = body;
  for (const label of labels) {
    found = isBlock(found) ? found[label] : undefined;
  }
  return Array.isArray(found) ? found.filter(isBlock) : isBlock(found) ? [found] : [];
}

/** The labels below a block, such as the names of all variables. */
export function labels(body: Block, ...path: string[]): string[] {
  let found: Value | undefined = body;
  for (const label of path) {
    found = isBlock(found) ? found[label] : undefined;
  }
  return isBlock(found) ? Object.keys(found) : [];
}

export function isBlock(value: Value | undefined): value is Block {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function foldersBelow(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.') && statSync(join(folder, name)).isDirectory())
    .flatMap((name) => [join(folder, name), ...foldersBelow(join(folder, name))]);
}

function terraformFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.tf'))
    .sort();
}

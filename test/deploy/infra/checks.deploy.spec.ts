import { findings } from './checks.js';
import { parseConfiguration } from './configuration.js';
import { parseShape, schemaFindings } from './schema.js';

const SCHEMA = new Map([
  [
    'resource cloud_disk',
    parseShape('size! label id* access! { role! note { text! } } backup { days }'),
  ],
  ['data cloud_zones', parseShape('names* region')],
]);

const MODULE = `
  terraform {
    required_version = ">= 1.11"
    required_providers {
      cloud = { source = "example/cloud", version = "~> 1.2" }
    }
  }
  variable "name" {
    description = "Name of the disk."
    type        = string
  }
  variable "size" {
    description = "Size of the disk in GiB."
    type        = number
    default     = 10
  }
  locals {
    label = "\${var.name}-disk"
  }
  data "cloud_zones" "all" {}
  resource "cloud_disk" "this" {
    size  = var.size
    label = local.label
    access {
      role = data.cloud_zones.all.names[0]
    }
  }
  output "id" {
    description = "Id of the disk."
    value       = cloud_disk.this.id
  }
`;
const STAGE = `
  terraform {
    required_version = ">= 1.11"
    backend "s3" {
      key          = "a/terraform.tfstate"
      encrypt      = true
      use_lockfile = true
    }
    required_providers {
      cloud = { source = "example/cloud", version = "1.2.3" }
    }
  }
  provider "cloud" {}
  module "disk" {
    source = "../../modules/disk"
    name   = "a"
  }
  output "disk" {
    description = "Id of the disk."
    value       = module.disk.id
  }
`;

/** What is found when a text of a sound pair of module and stage is replaced. */
async function found(text: string, replacement: string): Promise<string[]> {
  const swap = (whole: string) => whole.replace(text, () => replacement);
  expect(swap(MODULE + STAGE)).not.toBe(MODULE + STAGE);
  const module = await parseConfiguration('modules/disk', swap(MODULE));
  const stage = await parseConfiguration('stages/a', swap(STAGE));
  return [...(await findings([module, stage])), ...(await schemaFindings(module, SCHEMA))];
}

describe('The checks of the Terraform files', () => {
  it('find nothing wrong in sound files', async () => {
    expect(await found('Name of the disk.', 'What the disk is called.')).toEqual([]);
  });

  it.each([
    ['an input that is missing', 'name   = "a"', '', 'module disk needs name'],
    ['an unknown input', 'name   = "a"', 'name = "a"\nsiz = 2', 'module disk knows no siz'],
    ['a module that is not there', '../../modules/disk', '../disk', 'module disk has no source'],
    ['an unknown output', 'module.disk.id', 'module.disk.ids', 'module.disk.ids isn'],
    ['an unknown variable', '= var.size', '= var.sizes', 'var.sizes isn'],
    ['a variable that nobody uses', '= var.size', '= 5', "var.size isn't used"],
    ['an unknown local', '= local.label', '= local.labels', 'local.labels isn'],
    ['a local that nobody uses', 'label = local.label', '', "local.label isn't used"],
    [
      'an unknown resource',
      '= cloud_disk.this.id',
      '= cloud_disk.that.id',
      'cloud_disk.that.id isn',
    ],
    ['an unknown type', '= cloud_disk.this.id', '= clod_disk.this.id', 'clod_disk.this.id isn'],
    ['unknown data', 'data.cloud_zones.all.', 'data.cloud_zones.some.', 'data.cloud_zones.some'],
    ['a variable without type', 'type        = string', '', 'var.name has no type'],
    [
      'a variable without description',
      'description = "Name of the disk."',
      '',
      'has no description',
    ],
    ['an output without description', 'description = "Id of the disk."', '', 'has no description'],
    ['no version of Terraform', 'required_version = ">= 1.11"', '', 'no required_version'],
    ['a loose pin', '"1.2.3"', '">= 1.2.3"', "stages/a: provider cloud isn't pinned"],
    [
      'no pin',
      'cloud = { source = "example/cloud", version = "~> 1.2" }',
      '',
      "cloud isn't required",
    ],
    ['a state without lock', 'use_lockfile = true', '', 'its state has no lock'],
    ['a state in the clear', 'encrypt      = true', '', "its state isn't encrypted"],
    ['the state of another stage', 'a/terraform', 'b/terraform', "isn't its own path"],
    [
      'an unknown argument',
      'size  = var.size',
      'size = var.size\nspeed = 1',
      'has no argument speed',
    ],
    ['an argument that is missing', 'size  = var.size', 'label2 = var.size', 'needs size'],
    ['a block that is missing', 'access {', 'backup {', 'needs a block access'],
    ['an argument of a block', 'role =', 'roll =', 'access has no argument roll'],
    ['an argument that only is told', 'label = local.label', 'id = local.label', 'no argument id'],
    ['an unknown attribute', '= cloud_disk.this.id', '= cloud_disk.this.ident', 'has no ident'],
    ['an unknown attribute of data', '.all.names[0]', '.all.name[0]', 'cloud_zones has no name'],
  ])('find %s', async (_, text, replacement, finding) => {
    expect(await found(text, replacement)).toContainEqual(expect.stringContaining(finding));
  });

  it('find two stages with one state', async () => {
    const [first, second] = await Promise.all(
      ['stages/a', 'stages/b'].map((path) => parseConfiguration(path, STAGE)),
    );
    const module = await parseConfiguration('modules/disk', MODULE);
    expect(await findings([module, first!, second!])).toContain(
      'stages/b: shares its state with stages/a',
    );
  });

  it('find what is no HCL', async () => {
    await expect(parseConfiguration('modules/a', 'resource "a" {')).rejects.toThrow('Unclosed');
  });
});

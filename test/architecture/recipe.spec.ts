import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SAMPLE = 'test/sample-domain';

const [, recipe = ''] = readFileSync('CONTRIBUTING.md', 'utf8').split('## Adding a domain');

/** Files that the recipe for a new domain points to. */
const named = [...recipe.matchAll(/\]\(([^)#]+)\)/g)].map(([, path]) => path!);

it('points to files that exist', () => {
  const lost = named.filter((path) => statSync(path, { throwIfNoEntry: false }) === undefined);
  expect(named.length).toBeGreaterThan(20);
  expect(lost).toEqual([]);
});

it('names each file of the sample: the recipe is what the sample does', () => {
  const files = readdirSync(SAMPLE, { recursive: true, encoding: 'utf8' })
    .map((file) => join(SAMPLE, file))
    .filter((file) => statSync(file).isFile());
  expect(files.filter((file) => !named.includes(file))).toEqual([]);
});

it('calls files what they are called', () => {
  const links = [...recipe.matchAll(/\[`([^`]+\.\w+)`\]\(([^)]+)\)/g)];
  const wrong = links.filter(([, name, path]) => path !== join(SAMPLE, name!));
  expect(wrong.map(([link]) => link)).toEqual([]);
});

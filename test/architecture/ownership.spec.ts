import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const libs = join(process.cwd(), 'libs');

/** What each lib may import, and whose tables it reads besides. */
const table: Record<string, { imports?: string[]; reads?: string[] }> = createRequire(
  join(process.cwd(), 'package.json'),
)('./tools/libs.cjs');

/** Source files of the libs, with their text but without doc comments, in which SQL is only an example. */
const sources = readdirSync(libs, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\/src\/.*\.ts$/.test(file) && !/\.spec\.ts$|^testing\//.test(file))
  .map((file) => ({
    file,
    lib: file.split('/')[0]!,
    text: readFileSync(join(libs, file), 'utf8').replace(/\/\*\*[^]*?\*\//g, ''),
  }));

/** Which lib has the entity of a table. */
const owners = new Map(
  sources.flatMap(({ lib, text }) =>
    [...text.matchAll(/@Entity\(\s*(?:\{\s*name:\s*)?'(\w+)'/g)].map(
      ([, name]) => [name!, lib] as const,
    ),
  ),
);

it('lets only the owner write a table', () => {
  const offences = sources.flatMap(({ file, lib, text }) =>
    [...text.matchAll(/\b(?:insert into|update|delete from)\s+(\w+)\b/g)]
      .map(([, table]) => table!)
      .filter((table) => owners.has(table) && owners.get(table) !== lib)
      .map((table) => `${file} writes ${table} of ${owners.get(table)}`),
  );
  expect(owners.size).toBeGreaterThan(10);
  expect(offences).toEqual([]);
});

it('numbers the parameters of SQL in one place', () => {
  // The embedded server is set up before anything could compose SQL.
  const numbered = sources
    .filter(({ lib, text }) => lib !== 'embedded-postgres' && /[\s=(,]\$\d/.test(text))
    .map(({ file }) => file);
  expect(numbered).toEqual([]);
});

/** Libs that fill or read whatever is there: an empty database, a made-up community. */
const TOOLS = ['demo', 'seed', 'testing'];

it('reads only tables of libs that a lib may import, or that the table of libs names', () => {
  const read = sources
    .filter(({ lib, file }) => !TOOLS.includes(lib) && !file.includes('/migrations/'))
    .flatMap(({ lib, text }) =>
      [...text.matchAll(/\b(?:from|join)\s+(\w+)\b/g)].flatMap(([, name]) => {
        const owner = owners.get(name!);
        return owner === undefined || owner === lib ? [] : [{ lib, owner }];
      }),
    );
  const allowed = (lib: string) => [...(table[lib]?.imports ?? []), ...(table[lib]?.reads ?? [])];
  const above = read.filter(({ lib, owner }) => !allowed(lib).includes(owner));
  expect(above).toEqual([]);
  // What nobody reads any more leaves the table.
  const named = Object.entries(table).flatMap(([lib, { reads = [] }]) =>
    reads.map((owner) => ({ lib, owner })),
  );
  expect(read).toEqual(expect.arrayContaining(named));
});

it('keeps SQL in repositories, readers and pieces of SQL', () => {
  const allowed =
    /\.(reader|repository|sql)\.ts$|\/migrations\/|^(database|embedded-postgres|jobs|runtime)\//;
  const offences = sources
    .filter(
      ({ file, text }) =>
        !allowed.test(file) &&
        /`\s*(?:select\s|insert into\s|update \w+\s+set\s|delete from\s|with \w+ as\s)/i.test(text),
    )
    .map(({ file }) => file);
  expect(offences).toEqual([]);
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const libs = join(process.cwd(), 'libs');

/** Source files of the libs, with their text. */
const sources = readdirSync(libs, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\/src\/.*\.ts$/.test(file) && !/\.spec\.ts$|^testing\//.test(file))
  .map((file) => ({
    file,
    lib: file.split('/')[0]!,
    text: readFileSync(join(libs, file), 'utf8'),
  }));

/** Which lib creates a table in its migrations. */
const owners = new Map(
  sources
    .filter(({ file }) => file.includes('/migrations/'))
    .flatMap(({ lib, text }) =>
      [...text.matchAll(/create (?:unlogged )?table (?:if not exists )?(\w+)/g)].map(
        ([, table]) => [table!, lib] as const,
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

it('keeps SQL in the infrastructure of a domain, and in readers', () => {
  const allowed = /\/infrastructure\/|\.reader\.ts$|^platform\//;
  const offences = sources
    .filter(
      ({ file, text }) =>
        !allowed.test(file) &&
        /`\s*(?:select\s|insert into\s|update \w+\s+set\s|delete from\s|with \w+ as\s)/i.test(text),
    )
    .map(({ file }) => file);
  expect(offences).toEqual([]);
});

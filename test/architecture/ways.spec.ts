import { existsSync, readFileSync } from 'node:fs';

const page = readFileSync('docs/ARCHITECTURE.md', 'utf8');

/** The files of a numbered list that follows a line. */
const filesAfter = (line: string) =>
  page
    .slice(page.indexOf(line))
    .split('\n\n')[1]!
    .split('\n')
    .map((item) => /^\d+\. `([^`]+)`/.exec(item)?.[1]);

it.each([
  ['A like of a post:', 8],
  ['Publishing, but for the answer, which is a read:', 12],
])('tells the way of a write by files that are there: %s', (line, most) => {
  const files = filesAfter(line);
  expect(files.filter((file) => file === undefined || !existsSync(file))).toEqual([]);
  expect(files.length).toBeGreaterThan(5);
  expect(files.length).toBeLessThanOrEqual(most);
});

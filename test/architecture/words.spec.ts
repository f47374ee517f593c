import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';

const WORDS = 'libs/testing/src';
/** What words are made of; no test loads it. */
const INNER = ['names.ts', 'presigned-address.ts'];

/** The sources below a folder. */
const sourcesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name))
    .sort();

/** What a source says, as TypeScript reads it. */
const read = (path: string): ts.SourceFile =>
  ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);

/** The names of functions that stand in a source: declared, kept in a constant, or as members of something. */
function functionsIn(source: ts.SourceFile): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    const isFunction =
      ts.isFunctionDeclaration(node) ||
      ts.isMethodDeclaration(node) ||
      ts.isMethodSignature(node) ||
      ((ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node)) &&
        node.initializer !== undefined &&
        (ts.isArrowFunction(node.initializer) || ts.isFunctionExpression(node.initializer)));
    if (isFunction && node.name !== undefined) {
      names.push(node.name.getText(source));
    }
    node.forEachChild(visit);
  };
  visit(source);
  return names;
}

/** The words of a file: functions that it exports. */
const wordsOf = (path: string): string[] => {
  const source = read(path);
  return source.statements
    .filter(ts.isFunctionDeclaration)
    .filter(({ modifiers }) => modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
    .map(({ name }) => name?.getText(source) ?? '');
};

const files = sourcesIn(WORDS).filter((file) => !INNER.includes(basename(file)));
const words = new Map(files.flatMap((file) => wordsOf(file).map((word) => [word, file])));

it('says no word of the tests twice', () => {
  const tests = [...sourcesIn('libs'), ...sourcesIn('test/domains')].filter((path) =>
    /^libs\/(?!testing\/)[^/]+\/(?:test\/|src\/.*\.spec\.ts$)|^test\//.test(path),
  );
  expect(tests.length).toBeGreaterThan(100);
  const twice = tests.flatMap((path) =>
    functionsIn(read(path)).flatMap((name) => {
      const home = words.get(name);
      return home === undefined ? [] : [`${path}: ${name} is a word of ${home}`];
    }),
  );
  expect(twice).toEqual([]);
});

it('lists every word in the README of libs/testing, by its file', () => {
  const rows = readFileSync('libs/testing/README.md', 'utf8').matchAll(
    /^\| `([\w-]+)` +\| (.*) \|$/gm,
  );
  const listed = Object.fromEntries(
    [...rows].map(([, file, text]) => [
      file,
      [...text!.matchAll(/`(\w+)`/g)].map(([, word]) => word),
    ]),
  );
  const stand = Object.fromEntries(
    files
      .map((file) => [basename(file, '.ts'), wordsOf(file)] as const)
      .filter(([, found]) => found.length > 0),
  );
  expect(listed).toEqual(stand);
});

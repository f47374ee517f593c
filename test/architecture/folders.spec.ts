import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

const libs = join(process.cwd(), 'libs');

/** Source files below the folders of a lib; its face and its module stand above them and import what they put together. */
const filesOf = (lib: string): string[] =>
  readdirSync(join(libs, lib, 'src'), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.includes('/') && file.endsWith('.ts') && !file.endsWith('.spec.ts'),
  );

/** Which folder of a lib imports which others of the same lib. */
function foldersOf(lib: string): Map<string, Set<string>> {
  const folders = new Map<string, Set<string>>();
  for (const file of filesOf(lib)) {
    const [folder] = file.split('/');
    const imported = folders.get(folder!) ?? new Set<string>();
    folders.set(folder!, imported);
    const text = readFileSync(join(libs, lib, 'src', file), 'utf8');
    for (const { fileName } of ts.preProcessFile(text).importedFiles) {
      if (fileName.startsWith('.')) {
        const [other, ...rest] = normalize(join(dirname(file), fileName)).split('/');
        imported.add(rest.length === 0 ? '.' : other!);
      }
    }
    imported.delete(folder!);
  }
  return folders;
}

/** Folders that import each other, directly or around some corners. */
function cyclesOf(folders: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
    [...(folders.get(from) ?? [])].some(
      (next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))),
    );
  return [...folders.keys()].filter((folder) => reaches(folder, folder));
}

const withFolders = readdirSync(libs).filter((lib) => filesOf(lib).length > 0);

it.each(withFolders)('has no cycle of folders in %s', (lib) => {
  expect(cyclesOf(foldersOf(lib))).toEqual([]);
});

it.each(withFolders)('lets no folder of %s look up to the face of the lib or its module', (lib) => {
  const up = [...foldersOf(lib)].filter(([, imported]) => imported.has('.'));
  expect(up.map(([folder]) => folder)).toEqual([]);
});

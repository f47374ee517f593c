import { cpSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

interface Rule {
  readonly path: RegExp;
  readonly leavesOut: boolean;
}

const rules: readonly Rule[] = readFileSync('.dockerignore', 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => ({ path: pattern(line.replace(/^!/, '')), leavesOut: !line.startsWith('!') }));

/** Whether the build gets a file or folder, by its path from the root: the last rule that fits decides. */
export function isInContext(path: string): boolean {
  const parts = path.split('/');
  const parents = parts.map((_, i) => parts.slice(0, i + 1).join('/'));
  const last = rules.findLast((rule) => parents.some((parent) => rule.path.test(parent)));
  return last?.leavesOut !== true;
}

/** Does what COPY does: a folder's content goes into the target, a file keeps its name in a target folder. */
export function copyFromContext(source: string, target: string): void {
  const isFolder = statSync(source).isDirectory();
  const to = isFolder || !target.endsWith('/') ? target : join(target, basename(source));
  cpSync(source, to, {
    recursive: true,
    filter: (from) => from === source || isInContext(relative('.', from)),
  });
}

function pattern(glob: string): RegExp {
  const source = glob
    .replace(/^\//, '')
    .split(/(\*\*\/|\*\*|\*|\?)/)
    .map((part) =>
      part === '**/'
        ? '(?:.*/)?'
        : part === '**'
          ? '.*'
          : part === '*'
            ? '[^/]*'
            : part === '?'
              ? '[^/]'
              : part.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&'),
    );
  return new RegExp(`^${source.join('')}$`);
}

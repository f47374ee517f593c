import ts from 'typescript';
import { runOf, type Sql, sql, SqlReader, type StatementResult, UnitOfWork } from '#libs/database';
import type { CallSite } from './declared-rows.js';
import type { Sources } from './sources.js';
import { exportsOf, isConcreteClass, isScarce, Specimens } from './specimens.js';

/** How often each method is called, each time with other arguments and other rows. */
const VARIANTS = 32;
/** Statements of one call that get rows; then there are none, so that loops over batches end. */
const WITH_ROWS = 12;

/** Files whose classes only run statements. */
const RUNNING =
  /libs\/(?!database\/src\/sql\.reader)[^.]+(\.repository|\.reader|\/pending-migrations)\.ts$/;
/** What statements pass through on their way to the driver. */
const PASSAGES = /^libs\/database\/src\/(sql\.reader|unit-of-work)\.ts$/;

/** Texts of statements that were about to be run, by the place of the call. */
export type Recording = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Calls every method of every repository and reader with made-up arguments and takes down the statements that it
 * would run. Each statement seems to give rows of the type that its place declares.
 */
export async function rehearse(
  sources: Sources,
  sites: readonly CallSite[],
  given: ReadonlyMap<string, (variant: string) => unknown>,
): Promise<Recording> {
  const texts = new Map<string, Set<string>>();
  const byPlace = new Map(sites.map((site) => [site.place, site]));
  let variant = '';
  let statements = 0;
  let transaction = {} as UnitOfWork['manager'];

  /** Rows for what is run here. */
  const answer = async (statement: Sql): Promise<never[]> => {
    const place = callerOf(new Error().stack ?? '');
    statements += 1;
    const turn = `${variant} ${statements}`;
    texts.set(place, (texts.get(place) ?? new Set()).add(runOf(statement).text));
    if (statements > WITH_ROWS || isScarce(variant)) {
      return [];
    }
    const site = byPlace.get(place);
    const row = site === undefined ? {} : await specimens.make(site.row, turn);
    return [row] as never[];
  };

  class RehearsedWork extends UnitOfWork {
    override get active(): boolean {
      return false;
    }
    override get manager(): UnitOfWork['manager'] {
      return transaction;
    }
    override run<T>(work: () => Promise<T>): Promise<T> {
      return work();
    }
    override async execute<Row>(sql: Sql): Promise<StatementResult<Row>> {
      const rows = await answer(sql);
      return { rows, count: rows.length };
    }
  }
  class RehearsedReader extends SqlReader {
    override query<Row>(sql: Sql): Promise<Row[]> {
      return answer(sql);
    }
  }
  const nothing = {} as ConstructorParameters<typeof UnitOfWork>[0];
  const work = new RehearsedWork(nothing);
  const reader = new RehearsedReader(work, nothing);
  const specimens = new Specimens(
    sources,
    new Map<string, (variant: string) => unknown>([
      ...given,
      ['SqlFragment', () => sql`true`],
      ['Buffer', () => Buffer.from('1')],
      ['Uint8Array', () => Buffer.from('1')],
      ['Date', () => new Date(0)],
      ['UnitOfWork', () => work],
      ['SqlReader', () => reader],
    ]),
  );

  for (const { symbol, name, signature } of methodsOf(sources)) {
    for (let number = 0; number < VARIANTS; number += 1) {
      variant = `${symbol.name}.${name} ${number}`;
      statements = 0;
      transaction = {} as UnitOfWork['manager'];
      try {
        const object = await specimens.instance(symbol, variant);
        const args = await specimens.parameters(signature, variant);
        await Reflect.apply(Reflect.get(object, name), object, args);
      } catch {
        // Made-up arguments may be refused; what matters is which statements they led to.
      }
    }
  }
  return texts;
}

/** What others can call of the classes that run statements. */
function methodsOf(
  sources: Sources,
): { symbol: ts.Symbol; name: string; signature: ts.Signature }[] {
  const { checker, files } = sources;
  return files
    .filter(({ fileName }) => RUNNING.test(fileName))
    .flatMap((file) => exportsOf(sources, file).filter(isConcreteClass))
    .flatMap((symbol) =>
      checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol)).flatMap((method) => {
        const declaration = method.valueDeclaration;
        const [signature] = checker.getTypeOfSymbol(method).getCallSignatures();
        return signature === undefined || declaration === undefined || isHidden(declaration)
          ? []
          : [{ symbol, name: method.name, signature }];
      }),
    );
}

function isHidden(declaration: ts.Declaration): boolean {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return (ts.getCombinedModifierFlags(declaration) & hidden) !== 0;
}

/** `path:line` in the libs from where a statement is run. */
function callerOf(stack: string): string {
  const frame = stack
    .split('\n')
    .map((line) => /(libs\/[^():]+\.ts):(\d+):\d+/.exec(line))
    .find((found) => found !== null && !PASSAGES.test(found[1]!));
  return frame === undefined || frame === null ? '?' : `${frame[1]}:${frame[2]}`;
}

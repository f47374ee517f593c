import ts from 'typescript';
import { findAll, placeOf, type Sources } from './sources.js';

/** What the program says a column holds: names of the kinds of values, `null` among them. */
export type Kinds = ReadonlySet<string>;

/** A column that a row type declares. */
export interface DeclaredColumn {
  readonly kinds: Kinds;
  /** Whether the row may lack it. */
  readonly isOptional: boolean;
}

/** A place where the program runs a statement and says what its rows are. */
export interface CallSite {
  /** `path:line` of the name of the method. */
  readonly place: string;
  readonly row: ts.Type;
  readonly columns: ReadonlyMap<string, DeclaredColumn>;
  /** Whether further columns may come whose names only the running program knows. */
  readonly isOpen: boolean;
}

/** Methods that run statements, by their class, and where their row stands in what they give back. */
const RUNNERS: Readonly<Record<string, readonly string[]>> = {
  SqlReader: ['query', 'one', 'page'],
  UnitOfWork: ['execute'],
};

/** Every call that states a row. Those that hand on the row of their own caller state none. */
export function callSites({ checker, files }: Sources): CallSite[] {
  return files.flatMap((file) =>
    (file.fileName.includes('/libs/testing/') ? [] : findAll(file, ts.isCallExpression)).flatMap(
      (call) => {
        const callee = call.expression;
        if (!ts.isPropertyAccessExpression(callee)) {
          return [];
        }
        const owner = checker.getTypeAtLocation(callee.expression).symbol as ts.Symbol | undefined;
        if (RUNNERS[owner?.name ?? '']?.includes(callee.name.text) !== true) {
          return [];
        }
        const row = rowOf(checker, call);
        return row === undefined || !isStated(row)
          ? []
          : [{ place: placeOf(callee.name), row, ...columnsOf(checker, row) }];
      },
    ),
  );
}

/** The row of a call: in the promise, in the list, the page or the result that the method gives back. */
function rowOf(checker: ts.TypeChecker, call: ts.CallExpression): ts.Type | undefined {
  const promised = checker.getAwaitedType(checker.getTypeAtLocation(call));
  if (promised === undefined) {
    return undefined;
  }
  const given = checker.getNonNullableType(promised);
  const list = ['rows', 'items'].flatMap((name) => given.getProperty(name) ?? []).at(0);
  const rows = list === undefined ? given : checker.getTypeOfSymbol(list);
  return checker.isArrayType(rows)
    ? checker.getTypeArguments(rows as ts.TypeReference).at(0)
    : rows;
}

function isStated(row: ts.Type): boolean {
  const unstated = ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter;
  return (
    (row.flags & unstated) === 0 &&
    (row.flags & ts.TypeFlags.Object || row.isUnionOrIntersection()) !== 0
  );
}

function columnsOf(checker: ts.TypeChecker, row: ts.Type): Pick<CallSite, 'columns' | 'isOpen'> {
  const parts = row.isIntersection() ? row.types : [row];
  const columns = checker.getPropertiesOfType(row).map((property) => {
    const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0;
    const kinds = kindsOf(checker, checker.getTypeOfSymbol(property));
    return [property.name, { kinds, isOptional }] as const;
  });
  return {
    columns: new Map(columns),
    isOpen: parts.some((part) => checker.getIndexInfosOfType(part).length > 0 || isMapped(part)),
  };
}

/** Whether the names of the columns come from a parameter of the caller. */
function isMapped(type: ts.Type): boolean {
  const { objectFlags } = type as ts.ObjectType;
  return (objectFlags & ts.ObjectFlags.Mapped) !== 0 && type.getProperties().length === 0;
}

/** The kinds of values of a type, under the names that `described-rows` gives them. */
function kindsOf(checker: ts.TypeChecker, type: ts.Type): Kinds {
  if (type.isUnion()) {
    return new Set(type.types.flatMap((part) => [...kindsOf(checker, part)]));
  }
  return new Set([kindOf(checker, type)]);
}

function kindOf(checker: ts.TypeChecker, type: ts.Type): string {
  const { flags } = type;
  const simple = [
    [ts.TypeFlags.Any | ts.TypeFlags.Unknown, 'unknown'],
    [ts.TypeFlags.StringLike, 'string'],
    [ts.TypeFlags.NumberLike, 'number'],
    [ts.TypeFlags.BooleanLike, 'boolean'],
    [ts.TypeFlags.Null, 'null'],
    [ts.TypeFlags.Undefined, 'undefined'],
  ] as const;
  for (const [flag, name] of simple) {
    if ((flags & flag) !== 0) {
      return name;
    }
  }
  if (type.isIntersection()) {
    // A branded text or number.
    const kinds = type.types.map((part) => kindOf(checker, part));
    return kinds.find((kind) => kind !== 'object') ?? 'object';
  }
  const constraint = checker.getBaseConstraintOfType(type);
  if (
    (flags & ts.TypeFlags.Instantiable) !== 0 &&
    constraint !== undefined &&
    constraint !== type
  ) {
    return [...kindsOf(checker, constraint)].join('|');
  }
  if (checker.isArrayType(type)) {
    const [element] = checker.getTypeArguments(type as ts.TypeReference);
    return `${[...kindsOf(checker, element!)].sort().join('|')}[]`;
  }
  const { name } = type.symbol;
  return name === 'Date' || name === 'Buffer' ? name : 'object';
}

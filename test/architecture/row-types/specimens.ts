import { createHash } from 'node:crypto';
import ts from 'typescript';
import type { Sources } from './sources.js';

/** Flags of texts, numbers and truths: what brands are put on. */
const PRIMITIVE = ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike;

type Maker = (variant: string) => unknown;

/** How deep values are made before they end: types may hold themselves. */
const DEEPEST = 8;

/**
 * Makes values of any type: the one to call a method with, the one that a statement may give. Where a type leaves a
 * choice, the variant decides, so that several variants take many ways through a method.
 */
export class Specimens {
  private readonly constants = new Map<ts.Symbol, ts.Symbol[]>();

  /** @param given makers of values that can't be made up, by the name of the type */
  constructor(
    private readonly sources: Sources,
    private readonly given: ReadonlyMap<string, Maker>,
  ) {
    // What the program itself declares beside its SQL: tables with their counters, kinds of edges.
    for (const file of sources.files.filter(({ fileName }) => fileName.endsWith('.sql.ts'))) {
      for (const symbol of exportsOf(sources, file)) {
        if ((symbol.flags & ts.SymbolFlags.Variable) !== 0) {
          const type = sources.checker.getTypeOfSymbol(symbol).symbol as ts.Symbol | undefined;
          if (type !== undefined) {
            this.constants.set(type, [...(this.constants.get(type) ?? []), symbol]);
          }
        }
      }
    }
  }

  /** A value of a type. */
  async make(type: ts.Type, variant: string, depth = 0): Promise<unknown> {
    const { checker } = this.sources;
    if (depth > DEEPEST) {
      return undefined;
    }
    if (type.isUnion()) {
      return this.make(chosen(type.types, variant), `${variant}|`, depth);
    }
    if (type.isLiteral()) {
      return type.value;
    }
    const { flags } = type;
    if ((flags & ts.TypeFlags.BooleanLiteral) !== 0) {
      return checker.typeToString(type) === 'true';
    }
    if ((flags & ts.TypeFlags.Null) !== 0) {
      return null;
    }
    if ((flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) !== 0) {
      return undefined;
    }
    if ((flags & (ts.TypeFlags.StringLike | ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) {
      return '1';
    }
    if ((flags & ts.TypeFlags.NumberLike) !== 0) {
      return 1;
    }
    if (type.isIntersection()) {
      const primitive = type.types.find((part) => (part.flags & PRIMITIVE) !== 0);
      return primitive === undefined
        ? this.object(type, variant, depth)
        : this.make(primitive, variant, depth);
    }
    if ((flags & ts.TypeFlags.Object) === 0) {
      const constraint = checker.getBaseConstraintOfType(type);
      return constraint === undefined || constraint === type
        ? '1'
        : this.make(constraint, variant, depth + 1);
    }
    return this.object(type, variant, depth);
  }

  /** Values for the parameters of a call. Functions and objects of classes that have a default keep it. */
  parameters(signature: ts.Signature, variant: string, depth = 0): Promise<unknown[]> {
    return Promise.all(
      signature.parameters.map(async (parameter): Promise<unknown> => {
        const type = this.sources.checker.getTypeOfSymbol(parameter);
        const { valueDeclaration: declaration } = parameter;
        const symbol = type.symbol as ts.Symbol | undefined;
        const isMadeElsewhere =
          type.getCallSignatures().length > 0 || (symbol !== undefined && isConcreteClass(symbol));
        return declaration !== undefined &&
          ts.isParameter(declaration) &&
          declaration.initializer !== undefined &&
          isMadeElsewhere
          ? undefined
          : this.make(type, `${variant} ${parameter.name}`, depth + 1);
      }),
    );
  }

  private async object(type: ts.Type, variant: string, depth: number): Promise<unknown> {
    const { checker } = this.sources;
    const symbol = type.symbol as ts.Symbol | undefined;
    const maker = this.given.get(symbol?.name ?? '');
    if (maker !== undefined) {
      return maker(variant);
    }
    const elements =
      checker.isArrayType(type) ||
      checker.isTupleType(type) ||
      /^(Readonly)?(Map|Set)$|^Promise$/.test(symbol?.name ?? '')
        ? await Promise.all(
            checker
              .getTypeArguments(type as ts.TypeReference)
              .map((part, i) => this.make(part, `${variant}[${i}]`, depth + 1)),
          )
        : undefined;
    if (elements !== undefined) {
      switch (symbol?.name) {
        case 'Map':
        case 'ReadonlyMap':
          return new Map([elements as [unknown, unknown]]);
        case 'Set':
        case 'ReadonlySet':
          return new Set(elements);
        case 'Promise':
          return elements[0];
        default:
          return isScarce(variant) && checker.isArrayType(type) ? [] : elements;
      }
    }
    const constants = symbol === undefined ? undefined : this.constants.get(symbol);
    if (constants !== undefined) {
      const constant = chosen(constants, variant);
      return Reflect.get(await moduleOf(constant), constant.name);
    }
    const [call] = type.getCallSignatures();
    if (call !== undefined) {
      const value = await this.make(call.getReturnType(), `${variant}()`, depth + 1);
      return () => value;
    }
    if (symbol !== undefined && isConcreteClass(symbol)) {
      return this.instance(symbol, variant, depth);
    }
    if (symbol !== undefined && isForeign(symbol)) {
      return {};
    }
    const made: Record<string, unknown> = {};
    for (const property of checker.getPropertiesOfType(type)) {
      const value = await this.make(
        checker.getTypeOfSymbol(property),
        `${variant}.${property.name}`,
        depth + 1,
      );
      if (value !== undefined) {
        made[property.name] = value;
      }
    }
    return made;
  }

  /** An object of a class of the program, with all that its constructor asks for. */
  async instance(symbol: ts.Symbol, variant: string, depth = 0): Promise<object> {
    const Made = Reflect.get(await moduleOf(symbol), symbol.name) as new (
      ...given: unknown[]
    ) => object;
    const type = this.sources.checker.getTypeOfSymbol(symbol);
    const [signature] = type.getConstructSignatures();
    return new Made(...(await this.parameters(signature!, variant, depth)));
  }
}

/** Whether a variant is one of those in which all lists are empty and no statement finds anything. */
export function isScarce(variant: string): boolean {
  return Number(/^\S+ (\d+)/.exec(variant)?.[1]) % 4 === 3;
}

/** What a file exports. */
export function exportsOf({ checker }: Sources, file: ts.SourceFile): ts.Symbol[] {
  const module = checker.getSymbolAtLocation(file);
  return module === undefined ? [] : checker.getExportsOfModule(module);
}

/** Whether a symbol is a class that can be made. */
export function isConcreteClass(symbol: ts.Symbol): boolean {
  const declaration = symbol.valueDeclaration;
  return (
    declaration !== undefined &&
    ts.isClassDeclaration(declaration) &&
    declaration.getSourceFile().fileName.startsWith(process.cwd()) &&
    !declaration.getSourceFile().isDeclarationFile &&
    (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Abstract) === 0
  );
}

/** Whether a type is declared by a package: its objects are left empty. */
function isForeign({ name, declarations = [] }: ts.Symbol): boolean {
  return name !== '__type' && declarations.some((one) => one.getSourceFile().isDeclarationFile);
}

function moduleOf(symbol: ts.Symbol): Promise<object> {
  const { fileName } = symbol.valueDeclaration!.getSourceFile();
  return import(fileName) as Promise<object>;
}

function chosen<Value>(values: readonly Value[], variant: string): Value {
  const [byte] = createHash('md5').update(variant).digest();
  return values[byte! % values.length]!;
}

import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';

/** A method of a provider that a decorator marks, and what the decorator says. */
export interface DeclaredMethod<Declaration> {
  readonly declaration: Declaration;
  readonly call: (...args: unknown[]) => Promise<void>;
}

/** Finds methods of all providers by their decorators. */
@Injectable()
export class DeclaredMethods {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  /** Every method that carries metadata under a key. `Declaration` states what the decorator stores there. */
  carrying<Declaration>(key: symbol): DeclaredMethod<Declaration>[] {
    const instances = this.discovery.getProviders().map((provider): unknown => provider.instance);
    return instances
      .filter(isObject)
      .flatMap((instance) =>
        this.scanner
          .getAllMethodNames(prototypeOf(instance))
          .flatMap((name) => this.declared<Declaration>(key, instance, name)),
      );
  }

  private declared<Declaration>(
    key: symbol,
    instance: object,
    name: string,
  ): DeclaredMethod<Declaration>[] {
    const method: unknown = Reflect.get(instance, name);
    if (typeof method !== 'function') {
      return [];
    }
    const declaration = this.reflector.get<Declaration | undefined>(key, method);
    const call = async (...args: unknown[]): Promise<void> => {
      await Reflect.apply(method, instance, args);
    };
    return declaration === undefined ? [] : [{ declaration, call }];
  }
}

function prototypeOf(instance: object): object | null {
  const prototype: unknown = Object.getPrototypeOf(instance);
  return isObject(prototype) ? prototype : null;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

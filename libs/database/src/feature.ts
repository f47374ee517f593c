import type { Provider, Type } from '@nestjs/common';

/** What one folder of a lib gives to the module of the lib. */
export interface Feature {
  readonly controllers?: readonly Type[];
  readonly providers?: readonly Provider[];
  /** Entity classes of the tables that belong to this folder. */
  readonly entities?: readonly Type[];
}

/** The lists of all folders of a lib, for its module. */
export function together(features: readonly Feature[]): {
  controllers: Type[];
  providers: Provider[];
  entities: Type[];
} {
  return {
    controllers: features.flatMap(({ controllers = [] }) => controllers),
    providers: features.flatMap(({ providers = [] }) => providers),
    entities: features.flatMap(({ entities = [] }) => entities),
  };
}

import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { MigrationInterface } from 'typeorm';
import type { Problem } from '#libs/kernel';
import { declareConstraints } from './constraint-translation.js';

/** What one lib keeps in the database. */
export interface DomainPersistence {
  /** Entity classes of the tables that this lib owns. */
  readonly entities?: readonly Type[];
  readonly migrations?: readonly Type<MigrationInterface>[];
  /** Names of constraints and unique indexes, and the problem that their violation is. */
  readonly constraints?: Readonly<Record<string, Problem>>;
}

const migrations = new Set<Type<MigrationInterface>>();

/** The migrations of every lib that has been loaded; TypeORM orders them by the time in their names. */
export function declaredMigrations(): Type<MigrationInterface>[] {
  return [...migrations];
}

/** Declares the persistence of one lib: imported by the lib's own module. */
@Module({})
export class PersistenceModule {
  static forDomain(persistence: DomainPersistence): DynamicModule {
    for (const migration of persistence.migrations ?? []) {
      migrations.add(migration);
    }
    declareConstraints(persistence.constraints ?? {});
    return {
      module: PersistenceModule,
      imports: [TypeOrmModule.forFeature([...(persistence.entities ?? [])])],
    };
  }
}

import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import pg from 'pg';
import { DatabaseAddress } from './database-address.js';
import { DatabaseConnection } from './database-connection.js';
import { PlatformSchema1763690000100 } from './migrations/1763690000100-platform-schema.js';
import { PendingMigrations } from './pending-migrations.js';
import { PersistenceModule } from './persistence.module.js';
import { SqlReader } from './sql.reader.js';
import { UnitOfWork } from './unit-of-work.js';

const persistence = PersistenceModule.forDomain({ migrations: [PlatformSchema1763690000100] });

/** Transactions and SQL for every lib. */
@Global()
@Module({})
export class DatabaseModule {
  /** The program starts, and tells that it is not ready, while the database is away. */
  static forRoot(address: DatabaseAddress): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          driver: pg,
          url: address.url,
          poolSize: address.poolSize,
          autoLoadEntities: true,
          manualInitialization: true,
          applicationName: 'maru',
          connectTimeoutMS: address.patience.connection,
          extra: {
            statement_timeout: address.patience.statement,
            idle_in_transaction_session_timeout: address.patience.idleTransaction,
            keepAlive: true,
          },
        }),
        persistence,
      ],
      providers: [
        { provide: DatabaseAddress, useValue: address },
        DatabaseConnection,
        UnitOfWork,
        SqlReader,
        PendingMigrations,
      ],
      exports: [DatabaseAddress, UnitOfWork, SqlReader, PendingMigrations],
    };
  }
}

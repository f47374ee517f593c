import { Injectable } from '@nestjs/common';
import { TransactionHost } from '@nestjs-cls/transactional';
import type { TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import { ClsService } from 'nestjs-cls';
import type { EntityManager } from 'typeorm';
import type { Sql } from './prepared.js';
import { type StatementResult, runStatement } from './statement.js';

/** Under this key the context of a transaction keeps what is to be done after it. */
const AFTER_COMMIT = Symbol('maru:after-commit');

/**
 * The transaction. A service method runs its work in one; repositories write only inside one.
 */
@Injectable()
export class UnitOfWork {
  constructor(
    private readonly host: TransactionHost<TransactionalAdapterTypeOrm>,
    private readonly cls: ClsService,
  ) {}

  /** Whether a transaction is running here. */
  get active(): boolean {
    return this.cls.isActive() && this.host.isTransactionActive();
  }

  /**
   * The entity manager of the running transaction.
   *
   * @throws Error outside a transaction: half of a fact must not be stored.
   */
  get manager(): EntityManager {
    if (!this.active) {
      throw new Error('A write needs a transaction: call it inside UnitOfWork.run().');
    }
    return this.host.tx;
  }

  /** Runs the work in a transaction: the one that is running, or a new one that ends with the work. */
  run<T>(work: () => Promise<T>): Promise<T> {
    return this.cls.run({ ifNested: 'inherit' }, async () => {
      if (this.active) {
        return this.host.withTransaction(work);
      }
      const afterwards: (() => void)[] = [];
      this.cls.set(AFTER_COMMIT, afterwards);
      const result = await this.host.withTransaction(work);
      afterwards.forEach((act) => act());
      return result;
    });
  }

  /**
   * Does something once the running transaction is committed, in this process only: for figures, never for
   * what must happen. Outside a transaction it is done at once.
   */
  afterwards(act: () => void): void {
    const waiting = this.active ? this.cls.get<(() => void)[]>(AFTER_COMMIT) : undefined;
    if (waiting === undefined) {
      act();
    } else {
      waiting.push(act);
    }
  }

  /**
   * Runs a writing statement in the running transaction.
   *
   * @throws Error outside a transaction
   */
  execute<Row>(sql: Sql, params: readonly unknown[] = []): Promise<StatementResult<Row>> {
    return runStatement<Row>(this.manager, sql, params);
  }
}

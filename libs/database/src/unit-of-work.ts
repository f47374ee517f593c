import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { currentContext, inContext } from '#libs/context';
import { runStatement, type Sql, type StatementResult } from './statement.js';

/**
 * The transaction. A service method runs its work in one; repositories write only inside one.
 */
@Injectable()
export class UnitOfWork {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** Whether a transaction is running here. */
  get active(): boolean {
    return currentContext().transaction !== undefined;
  }

  /**
   * The entity manager of the running transaction.
   *
   * @throws Error outside a transaction: half of a fact must not be stored.
   */
  get manager(): EntityManager {
    const { transaction } = currentContext();
    if (transaction === undefined) {
      throw new Error('A write needs a transaction: call it inside UnitOfWork.run().');
    }
    return transaction.manager;
  }

  /** Runs the work in a transaction: the one that is running, or a new one that ends with the work. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.active) {
      return work();
    }
    const afterwards: (() => void | Promise<void>)[] = [];
    const result = await this.source.transaction((manager) =>
      inContext({ ...currentContext(), transaction: { manager, afterwards } }, work),
    );
    for (const act of afterwards) {
      await act();
    }
    return result;
  }

  /** Does something as if no transaction were running here. */
  apart<T>(act: () => T): T {
    const { transaction: _, ...context } = currentContext();
    return inContext(context, act);
  }

  /**
   * Does something once the running transaction is committed, in this process only: for figures, or to hurry what a
   * job would do later; never for what must happen. Whoever ran the transaction waits for it. It must not fail.
   *
   * @throws Error outside a transaction
   */
  afterwards(act: () => void | Promise<void>): void {
    const { transaction } = currentContext();
    if (transaction === undefined) {
      throw new Error('There is no transaction to wait for.');
    }
    transaction.afterwards.push(act);
  }

  /**
   * Runs a writing statement in the running transaction.
   *
   * @throws Error outside a transaction
   */
  execute<Row>(sql: Sql): Promise<StatementResult<Row>> {
    return runStatement<Row>(this.manager, sql);
  }
}

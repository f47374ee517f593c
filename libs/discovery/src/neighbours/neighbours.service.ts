import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { NeighbourReader } from './neighbour.reader.js';
import { NeighbourRepository } from './neighbour.repository.js';
import { NeighbourIntakeRepository } from './neighbour-intake.repository.js';

/** Notes that are added up in one transaction. */
const NOTES = 500;
/** People whose followers are counted in one transaction: each may have thousands. */
const COUNTED = 50;
/** People whose neighbours are computed in one transaction. */
const PEOPLE = 200;

/** Keeps up to date who is followed together with whom. A transaction that ends early leaves the rest as it was. */
@Injectable()
export class NeighboursService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: NeighbourReader,
    private readonly neighbours: NeighbourRepository,
    private readonly intake: NeighbourIntakeRepository,
  ) {}

  /** Adds up some changes. @returns whether there may be more */
  addUp(): Promise<boolean> {
    return this.alone(async () => {
      await this.neighbours.store();
      return (await this.intake.addUp(NOTES)) === NOTES;
    });
  }

  /** Counts the followers of some people. @returns whether there may be more */
  count(): Promise<boolean> {
    return this.alone(async () => (await this.neighbours.recount(COUNTED)) === COUNTED);
  }

  /** Computes the neighbours of some people. @returns whether there may be more */
  compute(): Promise<boolean> {
    return this.alone(async () => {
      const due = await this.neighbours.due(PEOPLE);
      if (due.length > 0) {
        const computed = await this.reader.computed(due.map(({ id }) => id));
        await this.neighbours.store();
        await this.neighbours.replace(due, computed);
      }
      return due.length === PEOPLE;
    });
  }

  private alone(act: () => Promise<boolean>): Promise<boolean> {
    return this.work.run(async () => (await this.neighbours.compute()) && (await act()));
  }
}

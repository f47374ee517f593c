import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { inOrderOfErasure } from './order-of-erasure.js';
import type { PersonalData } from './personal-data.js';

/** Everything that is kept of a person, across the libs that are loaded. */
@Injectable()
export class PersonalDataRegistry implements OnApplicationBootstrap {
  private readonly bySection = new Map<string, PersonalData>();
  private ordered: readonly PersonalData[] | undefined;

  /** Called by each lib when its module starts. @throws Error when the section is taken */
  register(part: PersonalData): void {
    if (this.bySection.has(part.section)) {
      throw new Error(`Two libs call their personal data "${part.section}".`);
    }
    this.bySection.set(part.section, part);
    this.ordered = undefined;
  }

  /** When all have registered. @throws Error when the parts can't be put in order: the program doesn't start */
  onApplicationBootstrap(): void {
    this.putInOrder();
  }

  /** In the order in which people are erased. */
  get parts(): readonly PersonalData[] {
    return this.ordered ?? this.putInOrder();
  }

  private putInOrder(): readonly PersonalData[] {
    this.ordered = inOrderOfErasure([...this.bySection.values()]);
    return this.ordered;
  }
}

import { Injectable } from '@nestjs/common';
import type { PersonalData } from './personal-data.js';

/** Everything that is kept of a person, across the libs that are loaded. */
@Injectable()
export class PersonalDataRegistry {
  private readonly bySection = new Map<string, PersonalData>();

  /** Called by each lib when its module starts. @throws Error when the section is taken */
  register(part: PersonalData): void {
    if (this.bySection.has(part.section)) {
      throw new Error(`Two libs call their personal data "${part.section}".`);
    }
    this.bySection.set(part.section, part);
  }

  /** From the top lib to the bottom one: the order in which people are erased. */
  get parts(): readonly PersonalData[] {
    return [...this.bySection.values()].sort((a, b) => b.order - a.order);
  }
}

import { Injectable } from '@nestjs/common';
import { AvailabilityService, readPhone } from '#libs/account';
import { complete, type Form, Refusals } from '#libs/http';
import type { UserId } from '#libs/kernel';
import type { AdministeredChange } from './user-administration.service.js';

/** Judges what administrators write to change accounts. */
@Injectable()
export class AdministeredFormService {
  constructor(private readonly availability: AvailabilityService) {}

  /**
   * What is written, when nothing of it is malformed; rules are asked when it is carried out. Else its answer tells what
   * rules refuse too.
   *
   * @param userId whose account it is
   * @throws DomainError `validation-failed`
   */
  async read(
    userId: UserId,
    { fields, errors }: Form<AdministeredChange>,
  ): Promise<AdministeredChange> {
    if (errors.length > 0) {
      const { phone } = fields;
      const refusals = new Refusals(errors);
      const number = typeof phone === 'string' ? readPhone(phone) : phone;
      await this.availability.check({ phone: number }, refusals, userId);
      refusals.throwIfAny();
    }
    return { ...fields, reason: complete(fields.reason) };
  }
}

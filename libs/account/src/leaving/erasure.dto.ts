import { ReasonField } from '#libs/audit';

/** Why an account is erased. */
export class EraseAccountDto {
  @ReasonField()
  reason!: string;
}

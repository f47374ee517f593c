import { Injectable } from '@nestjs/common';
import {
  AvailabilityService,
  isWeakPassword,
  parseFullName,
  parsePhone,
  WeakPassword,
} from '#libs/account';
import { Settings } from '#libs/config';
import { type Form, Refusals } from '#libs/http';
import { NicknameTaken } from '../names/nickname.errors.js';
import { parseNickname } from '../names/nickname.js';
import { NicknameService } from '../names/nickname.service.js';
import { calendarDay, isOldEnough } from '../profile/birthday.js';
import { TooYoung } from '../profile/profile.errors.js';

/** What a person says at sign-up. */
export interface SignUp {
  readonly email: string;
  /** 10–128 code points. */
  readonly password: string;
  readonly fullName: string;
  /** Required unless the operator says otherwise. A number without country code is a Korean one. */
  readonly phone?: string | null;
  readonly nickname: string;
  /** `YYYY-MM-DD` */
  readonly birthday: string;
}

/** Judges what people say at sign-up. */
@Injectable()
export class SignUpCheckService {
  constructor(
    private readonly availability: AvailabilityService,
    private readonly nicknames: NicknameService,
    private readonly settings: Settings,
  ) {}

  /**
   * What is said, as it is stored, when nothing of it is refused.
   *
   * @throws DomainError that tells all that is refused: `validation-failed`, `too-young`, `weak-password`,
   * `email-taken`, `phone-taken`, `nickname-taken`
   */
  async check({ fields, errors }: Form<SignUp>): Promise<Required<SignUp>> {
    const { email, password, birthday } = fields;
    const fullName = fields.fullName === undefined ? undefined : parseFullName(fields.fullName);
    const nickname = fields.nickname === undefined ? undefined : parseNickname(fields.nickname);
    const phone = typeof fields.phone === 'string' ? parsePhone(fields.phone) : null;
    const refusals = new Refusals(errors);
    if (phone === null && this.settings.signUpRequirePhone) {
      refusals.missing('/phone', 'It is required.');
    }
    if (birthday !== undefined && !isOldEnough(birthday, calendarDay(new Date()))) {
      refusals.refuse('/birthday', TooYoung);
    }
    if (password !== undefined && isWeakPassword(password, { email, nickname })) {
      refusals.refuse('/password', WeakPassword);
    }
    // First, so that who is overtaken by the same form in between hears of the address.
    const isNicknameTaken = await this.nicknames.isTaken(nickname);
    await this.availability.check({ email, phone }, refusals);
    if (isNicknameTaken) {
      refusals.refuse('/nickname', NicknameTaken);
    }
    refusals.throwIfAny();
    const wanted = { email, password, fullName, phone, nickname, birthday };
    if (!isComplete(wanted)) {
      throw new Error('A form without errors lacks a field.');
    }
    return wanted;
  }
}

function isComplete(wanted: {
  [Field in keyof SignUp]: SignUp[Field] | undefined;
}): wanted is Required<SignUp> {
  return Object.values(wanted).every((value) => value !== undefined);
}

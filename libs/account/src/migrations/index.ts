import { UserSchema1763690000300 } from './1763690000300-user-schema.js';
import { UserAdministration1763690000310 } from './1763690000310-user-administration.js';
import { PersonalData1763690000320 } from './1763690000320-personal-data.js';
import { StandingChange1763690000330 } from './1763690000330-standing-change.js';
import { NameSearch1763690000340 } from './1763690000340-name-search.js';
import { MailAllowance1763690000370 } from './1763690000370-mail-allowance.js';

/** All of this lib, oldest first; the first of them make the profile too, which was part of an account then. */
export const accountMigrations = [
  UserSchema1763690000300,
  UserAdministration1763690000310,
  PersonalData1763690000320,
  StandingChange1763690000330,
  NameSearch1763690000340,
  MailAllowance1763690000370,
];

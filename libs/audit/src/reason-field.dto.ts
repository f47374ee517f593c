import { TextField } from '#libs/http';
import { MAX_REASON } from './audit-entry.js';

/** The `reason` in the body of each administrator's act. */
export function ReasonField(): PropertyDecorator {
  return TextField({
    description: 'Why, for the audit log, where it stays for good: name nobody.',
    minLength: 1,
    maxLength: MAX_REASON,
    kind: 'lines',
    example: 'Advertising in comments, third warning.',
  });
}

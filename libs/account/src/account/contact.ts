import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/**
 * The form in which email addresses are compared: letter case and Unicode form make no difference. Less is the same
 * than in names: mailboxes with ß and with ss are two.
 */
export function foldEmail(email: string): string {
  return email.normalize('NFKC').toLowerCase().normalize('NFKC');
}

/**
 * The E.164 form of a phone number, `+821012345678`. A number without country code is read as a Korean one.
 *
 * @returns `undefined` when nobody can have this number
 */
export function parsePhone(text: string): string | undefined {
  const phone = parsePhoneNumberFromString(text, { defaultCountry: 'KR', extract: false });
  return phone?.isValid() === true && phone.ext === undefined ? phone.number : undefined;
}

/**
 * What to look for in E.164 numbers when somebody types a part of a number: without punctuation, and when it begins
 * like a Korean local number also in its international form.
 *
 * @returns nothing when no digit is left
 */
export function phoneParts(text: string): string[] {
  const part = text.replace(/[\s().-]/g, '');
  if (!/\d/.test(part)) {
    return [];
  }
  return /^0[1-9]/.test(part) ? [part, `+82${part.slice(1)}`] : [part];
}

import { isSearchable, MIN_SEARCHED } from '#libs/kernel';
import { field, type FieldOptions } from './field.js';
import { textChecks, textForm, type TextRules } from './text-field.js';

/** Longest text to search for, in code points. */
const MAX_SEARCHED = 200;

const RULES: TextRules = { kind: 'exact', maxLength: MAX_SEARCHED };

const TOO_SHORT = 'too-short';

/** Text to search for: words of which one has two characters, without regard to case and Unicode form. */
export function SearchField(options: Omit<FieldOptions, 'nullable'>): PropertyDecorator {
  return field(options, {
    checks: [
      ...textChecks(RULES).filter(({ code }) => code !== TOO_SHORT),
      {
        code: TOO_SHORT,
        detail: `One of the words must have at least ${MIN_SEARCHED} characters.`,
        passes: (value) => typeof value !== 'string' || isSearchable(value),
      },
    ],
    form: textForm(RULES),
    schema: { type: 'string', minLength: MIN_SEARCHED, maxLength: MAX_SEARCHED },
  });
}

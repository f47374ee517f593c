import { codePoints } from '#libs/kernel';
import { type Check, field, type FieldOptions, isType } from './field.js';

/** What is asked of a text. Lengths are Unicode code points. */
export interface TextRules {
  readonly minLength?: number;
  readonly maxLength: number;
  /** What the whole text must match. */
  readonly pattern?: RegExp;
  /** Says in words what the pattern asks for. */
  readonly patternHint?: string;
}

/** The checks of a text, in the order in which they are told. */
export function textChecks(rules: TextRules): Check[] {
  const { minLength = 0, maxLength, pattern } = rules;
  const checks: Check[] = [
    isType('a text', (value) => typeof value === 'string'),
    {
      code: 'unsupported-character',
      detail: 'It must be Unicode text without the character U+0000.',
      passes: (value) => typeof value !== 'string' || isStorableText(value),
    },
    {
      code: 'too-short',
      detail: `It must have at least ${minLength} characters.`,
      passes: (value) =>
        typeof value !== 'string' ||
        value.length >= 2 * minLength ||
        codePoints(value) >= minLength,
    },
    {
      code: 'too-long',
      detail: `It must have at most ${maxLength} characters.`,
      passes: (value) =>
        typeof value !== 'string' || value.length <= maxLength || codePoints(value) <= maxLength,
    },
  ];
  if (pattern) {
    checks.push({
      code: 'invalid-format',
      detail: rules.patternHint ?? `It must match ${pattern.source}.`,
      passes: (value) => typeof value !== 'string' || value.search(pattern) >= 0,
    });
  }
  return checks;
}

/** Whether PostgreSQL can keep a text: no NUL, no half of a surrogate pair. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}

/** Text of a bounded length. Nothing is trimmed. */
export function TextField(options: FieldOptions & TextRules): PropertyDecorator {
  return field(options, {
    checks: textChecks(options),
    schema: {
      type: 'string',
      ...(options.minLength !== undefined && { minLength: options.minLength }),
      maxLength: options.maxLength,
      ...(options.pattern && { pattern: options.pattern.source }),
    },
  });
}

import { codePoints, compose, isLine, isLines, isVisible, trimmed } from '#libs/kernel';
import { type Check, field, type FieldOptions, isType } from './field.js';

/**
 * `line`: one line, without spaces around it and without controls. `lines`: as it was written, without controls but
 * tabs and line breaks. `exact`: as it was sent, for what nobody reads: tokens, passwords.
 */
export type TextKind = 'line' | 'lines' | 'exact';

/** What is asked of a text. Lengths are Unicode code points of the composed text. */
export interface TextRules {
  /** Default `line`. */
  readonly kind?: TextKind;
  /** A text that must not be empty must have something to be seen too, unless it is `exact`. */
  readonly minLength?: number;
  readonly maxLength: number;
  /** A further condition. */
  readonly check?: Check;
}

const ALLOWED = {
  line: {
    detail: 'It must be one line of Unicode text without control characters.',
    passes: (text) => isStorableText(text) && isLine(text),
  },
  lines: {
    detail: 'It must be Unicode text without control characters other than tabs and line breaks.',
    passes: (text) => isStorableText(text) && isLines(text),
  },
  exact: {
    detail: 'It must be Unicode text without the character U+0000.',
    passes: isStorableText,
  },
} satisfies Record<TextKind, Pick<TextCheck, 'detail' | 'passes'>>;

/** A condition on a text. */
interface TextCheck {
  readonly code: string;
  readonly detail: string;
  readonly passes: (text: string) => boolean;
}

/** A check of texts; what is no text is refused by another one. */
function ofText({ passes, ...check }: TextCheck): Check {
  return { ...check, passes: (value) => typeof value !== 'string' || passes(value) };
}

/** The form in which a text is measured and stored; what is no text stays as it is. */
export function textForm({ kind = 'line' }: Pick<TextRules, 'kind'>): (value: unknown) => unknown {
  return (value) => {
    if (typeof value !== 'string') {
      return value;
    }
    return kind === 'line' ? trimmed(compose(value)) : compose(value);
  };
}

/** The checks of a text, in the order in which they are told. */
export function textChecks(rules: TextRules): Check[] {
  const { kind = 'line', minLength = 0, maxLength } = rules;
  return [
    isType('a text', (value) => typeof value === 'string'),
    ofText({ code: 'unsupported-character', ...ALLOWED[kind] }),
    ofText({
      code: 'too-short',
      detail: `It must have at least ${minLength} characters.`,
      passes: (text) => text.length >= 2 * minLength || codePoints(text) >= minLength,
    }),
    ofText({
      code: 'blank',
      detail: 'It must have something to be seen.',
      passes: (text) => !mustShow(kind, minLength) || isVisible(text),
    }),
    ofText({
      code: 'too-long',
      detail: `It must have at most ${maxLength} characters.`,
      passes: (text) => text.length <= maxLength || codePoints(text) <= maxLength,
    }),
    ...(rules.check ? [rules.check] : []),
  ];
}

/** Whether PostgreSQL can keep a text: no NUL, no half of a surrogate pair. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}

/** Text of a bounded length, composed before it is measured. */
export function TextField(options: FieldOptions & TextRules): PropertyDecorator {
  return field(options, {
    checks: textChecks(options),
    form: textForm(options),
    schema: textSchema(options),
  });
}

/** The OpenAPI form of a text. */
export function textSchema({ kind = 'line', minLength, maxLength }: TextRules): {
  type: 'string';
  maxLength: number;
  minLength?: number;
  pattern?: string;
} {
  return {
    type: 'string',
    ...(minLength !== undefined && { minLength }),
    maxLength,
    ...(mustShow(kind, minLength) && { pattern: '\\S' }),
  };
}

/** Whether a text must have something to be seen. */
function mustShow(kind: TextKind, minLength = 0): boolean {
  return kind !== 'exact' && minLength > 0;
}

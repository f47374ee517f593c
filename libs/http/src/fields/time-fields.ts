import { type Check, field, type FieldOptions, isType } from './field.js';

const dateChecks: readonly Check[] = [
  isType('a date: a text of the form YYYY-MM-DD', (value) => typeof value === 'string'),
  {
    code: 'invalid-format',
    detail: 'It must be a date of the calendar in the form YYYY-MM-DD.',
    passes: (value) => typeof value !== 'string' || isDate(value),
  },
];

const timeChecks: readonly Check[] = [
  isType('a time in ISO 8601', (value) => typeof value === 'string'),
  {
    code: 'invalid-format',
    detail: 'It must be a time in UTC of the form YYYY-MM-DDTHH:MM:SS.sssZ.',
    passes: (value) => typeof value !== 'string' || isTime(value),
  },
];

function isDate(text: string): boolean {
  if (!/^(?!0000)\d{4}-\d\d-\d\d$/.test(text)) {
    return false;
  }
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) && isDate(text.slice(0, 10));
}

/** A day of the calendar: `YYYY-MM-DD`. */
export function DateField(options: FieldOptions): PropertyDecorator {
  return field(
    { example: '1996-03-14', ...options },
    { checks: dateChecks, schema: { type: 'string', format: 'date', maxLength: 10 } },
  );
}

/** A moment in UTC with milliseconds: `2026-01-31T09:30:00.000Z`. */
export function TimeField(options: FieldOptions): PropertyDecorator {
  return field(
    { example: '2026-01-31T09:30:00.000Z', ...options },
    { checks: timeChecks, schema: { type: 'string', format: 'date-time', maxLength: 24 } },
  );
}

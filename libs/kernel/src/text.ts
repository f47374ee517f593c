/** Length in Unicode code points, the unit of every length in the contract. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) {
    count += 1;
  }
  return count;
}

/**
 * The form in which handles, tags and searched text are compared: compatibility-composed and lower case,
 * so that neither letter case nor Unicode form makes a difference.
 */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC');
}

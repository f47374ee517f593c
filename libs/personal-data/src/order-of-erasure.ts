/** A part of the personal data, as far as its place matters. */
interface Placed {
  readonly section: string;
  readonly before: readonly string[];
}

/**
 * Parts in an order in which each comes before those that it names. Of parts that don't care, the one with more below
 * it comes first, then the one whose section comes first in the alphabet: the order in which libs are loaded says
 * nothing.
 *
 * @throws Error when a part names a section that is not there, or itself around some corners
 */
export function inOrderOfErasure<Part extends Placed>(parts: readonly Part[]): Part[] {
  const bySection = new Map(parts.map((part) => [part.section, part]));
  return parts
    .map((part) => ({ part, height: heightOf(part, bySection, [part]) }))
    .sort((a, b) => b.height - a.height || (a.part.section < b.part.section ? -1 : 1))
    .map(({ part }) => part);
}

/** How many parts are below this one, one upon the other. */
function heightOf(
  part: Placed,
  bySection: ReadonlyMap<string, Placed>,
  path: readonly Placed[],
): number {
  const heights = part.before.map((name) => {
    const lower = named(name, part, bySection);
    return 1 + heightOf(lower, bySection, stepTo(lower, path));
  });
  return Math.max(0, ...heights);
}

function named(name: string, by: Placed, bySection: ReadonlyMap<string, Placed>): Placed {
  const part = bySection.get(name);
  if (part === undefined) {
    throw new Error(
      `The personal data "${by.section}" is to be erased before "${name}", which nobody registers.`,
    );
  }
  return part;
}

function stepTo(part: Placed, path: readonly Placed[]): Placed[] {
  const begin = path.indexOf(part);
  if (begin >= 0) {
    const circle = [...path.slice(begin), part].map(({ section }) => `"${section}"`);
    throw new Error(`Personal data would be erased in a circle: ${circle.join(' before ')}.`);
  }
  return [...path, part];
}

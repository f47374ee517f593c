const counts = new WeakMap<object, Map<string, number>>();

/** The name itself the first time that a program hears it, then `alice2`, `alice3` … */
export function uniqueName(app: object, name: string): string {
  const number = numberOf(app, name);
  return number === 1 ? name : `${name}${number}`;
}

/** How many times a program has heard a word, this time included. */
export function numberOf(app: object, word: string): number {
  const heard = counts.get(app) ?? new Map<string, number>();
  counts.set(app, heard);
  const number = (heard.get(word) ?? 0) + 1;
  heard.set(word, number);
  return number;
}

/** One of each name, made one after the other. */
export async function oneOfEach<Name extends string, Made>(
  names: readonly Name[],
  make: (name: Name) => Promise<Made>,
): Promise<Record<Name, Made>> {
  const made: Partial<Record<Name, Made>> = {};
  for (const name of names) {
    made[name] = await make(name);
  }
  if (!hasAll(made, names)) {
    throw new Error('Somebody was not made.');
  }
  return made;
}

function hasAll<Name extends string, Made>(
  made: Partial<Record<Name, Made>>,
  names: readonly Name[],
): made is Record<Name, Made> {
  return names.every((name) => made[name] !== undefined);
}

/** Tells what comes next in a story. */
export type Step = (name: string, act: () => Promise<void>) => void;

/**
 * A test of steps that build on each other: they run in the order in which they are told, also when tests are shuffled,
 * and the first that fails ends the story by its name.
 */
export function story(title: string, tell: (step: Step) => void): void {
  const steps: { readonly name: string; readonly act: () => Promise<void> }[] = [];
  tell((name, act) => void steps.push({ name, act }));
  it(title, async () => {
    for (const { name, act } of steps) {
      try {
        await act();
      } catch (error) {
        throw new Error(`It stops where it ${name}.`, { cause: error });
      }
    }
  });
}

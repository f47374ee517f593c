/**
 * Registers what a file of tests undoes at its end, what was made last first, also when its start fails halfway.
 *
 * @returns notes one thing to undo
 */
export function afterwards(): (undo: () => unknown) => void {
  const undoings: (() => unknown)[] = [];
  afterAll(async () => {
    for (const undo of undoings.reverse()) {
      await undo();
    }
  });
  return (undo) => void undoings.push(undo);
}

const lists = new Map<string, OpenWords>();

/** Words of one kind to which each lib adds its own when it is loaded. */
export class OpenWords {
  private readonly words = new Set<string>();

  /**
   * @param name in the OpenAPI document
   * @throws Error when the name is taken
   */
  constructor(readonly name: string) {
    if (lists.has(name)) {
      throw new Error(`The words "${name}" are declared twice.`);
    }
    lists.set(name, this);
  }

  /** @throws Error when two libs add the same word */
  add(word: string): void {
    if (this.words.has(word)) {
      throw new Error(`The word "${word}" of "${this.name}" is declared twice.`);
    }
    this.words.add(word);
  }

  /** Sorted: the order in which libs are loaded says nothing. */
  get all(): string[] {
    return [...this.words].sort();
  }
}

/** Every list of words to which libs add. */
export function allOpenWords(): readonly OpenWords[] {
  return [...lists.values()];
}

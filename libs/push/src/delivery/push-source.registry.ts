import { Injectable } from '@nestjs/common';
import type { PushSource } from './push-message.js';

/** Whatever libs push. */
@Injectable()
export class PushSourceRegistry {
  private readonly byName = new Map<string, PushSource>();

  /** Called by each lib when its module starts. @throws Error when the name is taken */
  register(source: PushSource): void {
    if (this.byName.has(source.name)) {
      throw new Error(`Two libs push "${source.name}".`);
    }
    this.byName.set(source.name, source);
  }

  /** @throws Error for a name that nobody has: a newer version left it, and will send it */
  named(name: string): PushSource {
    const source = this.byName.get(name);
    if (source === undefined) {
      throw new Error(`Nobody knows what "${name}" pushes.`);
    }
    return source;
  }
}

import { Injectable } from '@nestjs/common';
import type { Id, Viewer } from '#libs/kernel';
import { LivePresenters } from '../presenting/live-presenters.js';

/** Makes what events say, each kind in one batch. */
@Injectable()
export class LogBodies {
  constructor(private readonly presenters: LivePresenters) {}

  /** Whether this process can tell of events of a type. */
  knows(type: string): boolean {
    return this.presenters.knows(type);
  }

  /** @returns the data of the frame of an event; nothing for what the person must not see any more */
  async of(
    viewer: Viewer,
    events: readonly { readonly type: string; readonly subjectId: Id }[],
  ): Promise<(type: string, subjectId: Id) => object | undefined> {
    const ids = new Map<string, Set<Id>>();
    for (const { type, subjectId } of events) {
      ids.set(type, (ids.get(type) ?? new Set()).add(subjectId));
    }
    const bodies = new Map(
      await Promise.all(
        [...ids].map(
          async ([type, subjects]) =>
            [type, await this.presenters.present(viewer, type, [...subjects])] as const,
        ),
      ),
    );
    return (type, subjectId) => bodies.get(type)?.get(subjectId);
  }
}

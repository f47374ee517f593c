import { Injectable } from '@nestjs/common';
import type { Id, Viewer } from '#libs/kernel';

/** Makes what one type of event says. */
export interface LivePresenter {
  /** The name of its frames, such as `notification.removed`. */
  readonly type: string;
  /**
   * The data of frames, as GET would answer now, for ids of events of this type. What the person must not see any
   * more is left out, and so is not sent.
   */
  present(viewer: Viewer, subjectIds: readonly Id[]): Promise<ReadonlyMap<Id, object>>;
}

/** Who makes the data of which frames, across the libs that are loaded. */
@Injectable()
export class LivePresenters {
  private readonly byType = new Map<string, LivePresenter>();

  /** Called by each lib when its module starts. @throws Error when the type is taken */
  register(presenter: LivePresenter): void {
    if (this.byType.has(presenter.type)) {
      throw new Error(`Two libs present the event "${presenter.type}".`);
    }
    this.byType.set(presenter.type, presenter);
  }

  /** Whether a loaded lib presents events of a type. While a version is rolled out, older processes don't know all. */
  knows(type: string): boolean {
    return this.byType.has(type);
  }

  /** Data for ids of one type; nothing for a type that no loaded lib knows. */
  async present(
    viewer: Viewer,
    type: string,
    subjectIds: readonly Id[],
  ): Promise<ReadonlyMap<Id, object>> {
    return (await this.byType.get(type)?.present(viewer, subjectIds)) ?? new Map<Id, object>();
  }
}

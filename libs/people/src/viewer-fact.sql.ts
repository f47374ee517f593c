import type { SqlFragment } from '#libs/database';
import { BooleanField } from '#libs/http';
import { UserViewerDto } from './user.dto.js';

/** Something that a lib above knows of a viewer and a person, shown on the cards of people. */
export interface ViewerFact {
  /** The name of its field in `User.viewer`: `hasUnseenStory`. */
  readonly name: string;
  /** What the field says, for the OpenAPI document. */
  readonly description: string;
  /**
   * SQL of a condition. Asked for each card, so an index must answer it.
   *
   * @param viewer SQL of the viewer's id, an id that nobody has when nobody is signed in
   * @param user the column that holds the person's id
   */
  readonly holds: (viewer: SqlFragment, user: string) => SqlFragment;
}

const declared = new Map<string, ViewerFact>();

/** Declares a fact that cards of people show: by the lib that knows it, when it is loaded. */
export function defineViewerFact(fact: ViewerFact): void {
  if (declared.has(fact.name)) {
    throw new Error(`The fact "${fact.name}" is declared twice.`);
  }
  declared.set(fact.name, fact);
  BooleanField({ description: fact.description })(UserViewerDto.prototype, fact.name);
}

/** Every declared fact. */
export function viewerFacts(): readonly ViewerFact[] {
  return [...declared.values()];
}

/** A group of endpoints in the OpenAPI document. */
export interface Tag {
  /** What controllers say in `@ApiTags`. */
  readonly name: string;
  /** What its endpoints are about, in one sentence. */
  readonly description: string;
  /** The group that it follows in the document, if that is in it. */
  readonly after?: string;
}

const catalogue = new Map<string, Tag>();

/**
 * Declares a group of endpoints. Its lib does so beside its module; endpoints of other libs may be in it, too.
 *
 * @throws Error when two libs declare the same name
 */
export function defineTag(tag: Tag): void {
  if (catalogue.has(tag.name)) {
    throw new Error(`The tag "${tag.name}" is declared twice.`);
  }
  catalogue.set(tag.name, Object.freeze(tag));
}

/**
 * The groups with these names in the order of the document: each after the one that it names, else by name.
 *
 * @throws Error when nobody declares one of them, or some follow each other in a circle
 */
export function tagsOf(names: ReadonlySet<string>): Tag[] {
  const tags = [...names].sort().map(declared);
  const follow = ({ name }: Tag): Tag[] =>
    tags.filter(({ after }) => after === name).flatMap((tag) => [tag, ...follow(tag)]);
  const ordered = tags
    .filter(({ after }) => after === undefined || !names.has(after))
    .flatMap((tag) => [tag, ...follow(tag)]);
  if (ordered.length < tags.length) {
    const left = tags.filter((tag) => !ordered.includes(tag)).map(({ name }) => name);
    throw new Error(`Tags follow each other in a circle: ${left.join(', ')}.`);
  }
  return ordered;
}

function declared(name: string): Tag {
  const tag = catalogue.get(name);
  if (tag === undefined) {
    throw new Error(`Nobody declares the tag "${name}" with defineTag.`);
  }
  return tag;
}

defineTag({
  name: 'Operations',
  description: 'State of the service, for those who run it.',
  after: 'Administration',
});

import { compose, withoutHidden } from '#libs/kernel';

/** A slug has at most this many code points before its suffix. */
const SLUG_LENGTH = 80;
/** What a post is called in its address when its title has neither letters nor digits. */
const NAMELESS = 'post';
/** Letters and digits of any script, with the marks that belong to them. */
const WORD = /[\p{L}\p{Nd}][\p{L}\p{Nd}\p{Mn}\p{Mc}]*/gu;
/** Characters that only shape what stands beside them. */
const SHAPING = /\p{Cf}|\p{Me}/gu;
const SLUG = /^[\p{L}\p{Nd}\p{Mn}\p{Mc}-]{1,120}$/u;

/** The readable part of a post's address: letters and digits of its title in any script, joined by `-`. */
export function slugOf(title: string): string {
  const words = withoutHidden(canonical(title)).replace(SHAPING, '').match(WORD) ?? [];
  const slug = Array.from(words.join('-')).slice(0, SLUG_LENGTH).join('').replace(/-+$/, '');
  return slug === '' ? NAMELESS : slug;
}

/**
 * The slug to look for when a client asks for one, whatever its letter case and Unicode form, or
 * `undefined` when no post can have it.
 */
export function parseSlug(text: string): string | undefined {
  const slug = canonical(text);
  return SLUG.test(slug) ? slug : undefined;
}

function canonical(text: string): string {
  return compose(compose(text).toLowerCase());
}

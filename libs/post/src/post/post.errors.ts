import { defineProblem } from '#libs/kernel';

/** A post goes from draft to published and never back. */
export const AlreadyPublished = defineProblem({
  code: 'already-published',
  kind: 'refused',
  title: 'A published post does not go back to draft.',
  help: 'Others may have read and answered it. To hide it, set its `visibility` to `private`, or delete it.',
});

/** A post can't take one more picture. */
export const TooManyImages = defineProblem({
  code: 'too-many-images',
  kind: 'refused',
  title: 'A post has at most 10 images.',
  help: 'Remove an image from the post before adding another.',
});

import { defineProblem } from '#libs/kernel';

/** A post goes from draft to published and never back. */
export const AlreadyPublished = defineProblem({
  code: 'already-published',
  kind: 'refused',
  title: 'A published post does not go back to draft.',
  help: 'Others may have read and answered it. To hide it, set its `visibility` to `private`, or delete it.',
});

/** A post that not everybody can see can't be passed on. */
export const NotShareable = defineProblem({
  code: 'not-shareable',
  kind: 'refused',
  title: 'Only what everybody can see can be reposted or quoted.',
  help: 'The post is a draft, is meant for few, is by a private profile, or can’t be seen at all. It can’t be passed on.',
});

/** A post can't take one more picture. */
export const TooManyImages = defineProblem({
  code: 'too-many-images',
  kind: 'refused',
  title: 'A post has at most 10 images.',
  help: 'Remove an image from the post before adding another.',
});

/** A draft is scheduled for a time that is past, or too near. */
export const PublishTimePassed = defineProblem({
  code: 'publish-time-passed',
  kind: 'refused',
  title: 'The time of publishing is past, or less than a minute ahead.',
  help: 'Send a `publishAt` that is at least a minute ahead, or publish the draft now by its `status`.',
});

/** A draft is scheduled for a time that is too far ahead. */
export const PublishTimeTooFar = defineProblem({
  code: 'publish-time-too-far',
  kind: 'refused',
  title: 'The time of publishing is more than a year ahead.',
  help: 'Send a `publishAt` within a year from now.',
});

/** A person can't have one more draft that waits for its time. */
export const TooManyScheduled = defineProblem({
  code: 'too-many-scheduled',
  kind: 'refused',
  title: 'At most 100 drafts can be scheduled.',
  help: 'Publish a scheduled draft, or take its `publishAt` back by `null`, before scheduling another.',
});

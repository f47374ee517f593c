import { defineProblem } from '#libs/kernel';

export const MediaNotUsable = defineProblem({
  code: 'media-not-usable',
  kind: 'refused',
  title: 'One of the pictures can not be used here.',
  help: 'A picture can be attached by the person who uploaded it, to one thing at a time, and not when its processing failed or it was deleted. Upload it again to use it twice.',
});

export const NothingLeft = defineProblem({
  code: 'nothing-left',
  kind: 'refused',
  title: 'Nothing would be left of it.',
  help: 'A post without words keeps at least one picture. Write something first, add another picture, or delete the post.',
});

export const MediaUnreadable = defineProblem({
  code: 'media-unreadable',
  kind: 'refused',
  title: 'The picture can not be read.',
  help: 'The file begins like a picture but is truncated or damaged. Save it again with another program, or send it again if the transfer was cut off.',
});

export const TooManyPixels = defineProblem({
  code: 'too-many-pixels',
  kind: 'refused',
  title: 'The picture has too many pixels.',
  help: 'A picture may have 50 megapixels; of an animation all frames count together. Scale it down before sending it.',
});

export const UploadIncomplete = defineProblem({
  code: 'upload-incomplete',
  kind: 'conflict',
  title: 'The bytes of this upload have not arrived.',
  help: 'Send the file to the address that POST /v1/media/uploads gave, with exactly its headers, before completing the upload. Ask for a new upload when the address has expired.',
});

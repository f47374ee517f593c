/** A whole picture of a kind that isn't taken; its message tells the sender what to send instead. */
export class UnsupportedPicture extends Error {
  override readonly name = 'UnsupportedPicture';
}

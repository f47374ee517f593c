import { Injectable } from '@nestjs/common';
import { type MediaId, MediaReader } from '#libs/media';

/** Finds the addresses of profile pictures. */
@Injectable()
export class ProfileImageReader {
  constructor(private readonly media: MediaReader) {}

  /** Addresses by medium, in at most one statement; media that can't be shown are left out. */
  urls(ids: readonly (MediaId | null)[]): Promise<ReadonlyMap<MediaId, string>> {
    return this.media.urls(ids.filter((id) => id !== null));
  }
}

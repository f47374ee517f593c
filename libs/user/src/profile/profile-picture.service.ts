import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { assertVersion, orNotFound } from '#libs/http';
import type { UserId } from '#libs/kernel';
import {
  type ArrivingFile,
  type MediaId,
  MediaReader,
  MediaService,
  UploadService,
} from '#libs/media';
import { type LockedProfile, ProfileRepository } from './profile.repository.js';

/** Changes the pictures of profiles on behalf of their owners. */
@Injectable()
export class ProfilePictureService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly profiles: ProfileRepository,
    private readonly uploads: UploadService,
    private readonly media: MediaService,
    private readonly reader: MediaReader,
  ) {}

  /**
   * Takes a picture in. Once it is processed it is the one of the profile, and the previous one is given up; when that
   * fails, the previous one stays.
   *
   * @param expected the version of the profile that the owner has seen; any when `undefined`
   * @returns the picture that was taken in
   * @throws DomainError `precondition-failed`, `unsupported-media-type`, `payload-too-large`, `media-unreadable`,
   *   `too-many-pixels`, `unavailable`
   */
  async replace(
    userId: UserId,
    file: ArrivingFile,
    expected: number | undefined,
  ): Promise<MediaId> {
    if (expected !== undefined) {
      // Before the picture is taken in; and again when it is put in place.
      await this.work.run(() => this.hold(userId, expected));
    }
    const mediaId = await this.uploads.upload(userId, file);
    await this.work.run(async () => {
      const { nextImageMediaId } = await this.hold(userId, expected);
      await this.release(nextImageMediaId);
      // Everybody sees the card of a private profile too: its picture is for everyone.
      await this.media.claim(userId, [mediaId], { type: 'profile', id: userId }, true);
      await this.profiles.expectPicture(userId, mediaId);
    });
    return mediaId;
  }

  /**
   * Leaves the profile without a picture.
   *
   * @param expected the version of the profile that the owner has seen; any when `undefined`
   * @throws DomainError `precondition-failed`
   */
  async remove(userId: UserId, expected: number | undefined): Promise<void> {
    await this.work.run(async () => {
      const { imageMediaId, nextImageMediaId } = await this.hold(userId, expected);
      if (imageMediaId !== null || nextImageMediaId !== null) {
        await this.release(imageMediaId, nextImageMediaId);
        await this.profiles.removePictures(userId);
      }
    });
  }

  /** Makes a processed picture the one of the profile that waits for it, if one does. Repeatable. */
  async adopt(userId: UserId, mediaId: MediaId): Promise<void> {
    await this.work.run(async () => {
      const profile = await this.profiles.lock(userId);
      // The lock first: whoever replaces the picture takes them in the same order.
      if (profile?.nextImageMediaId === mediaId && (await this.reader.urls([mediaId])).size > 0) {
        await this.profiles.adoptPicture(userId);
        await this.release(profile.imageMediaId);
      }
    });
  }

  private async release(...mediaIds: readonly (MediaId | null)[]): Promise<void> {
    await this.media.release(mediaIds.filter((id) => id !== null));
  }

  private async hold(userId: UserId, expected: number | undefined): Promise<LockedProfile> {
    const profile = orNotFound(await this.profiles.lock(userId));
    assertVersion(expected, profile.version);
    return profile;
  }
}

import { Injectable } from '@nestjs/common';
import { DomainError, type MediaId, type UserId } from '#libs/kernel';
import { type ArrivingFile, MediaService, UploadService } from '#libs/media';
import { NotFound, PreconditionFailed, UnitOfWork } from '#libs/platform';
import { type LockedProfile, ProfileRepository } from '../infrastructure/profile.repository.js';

/** Changes the pictures of profiles on behalf of their owners. */
@Injectable()
export class ProfilePictureService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly profiles: ProfileRepository,
    private readonly uploads: UploadService,
    private readonly media: MediaService,
  ) {}

  /**
   * Takes a picture in and makes it the one of the profile; the previous one is given up. Until it is processed the
   * profile shows none.
   *
   * @param expected the version of the profile that the owner has seen; any when `undefined`
   * @throws DomainError `precondition-failed`, `unsupported-media-type`, `payload-too-large`, `media-unreadable`, `too-many-pixels`,
   *   `unavailable`
   */
  async replace(userId: UserId, file: ArrivingFile, expected: number | undefined): Promise<void> {
    if (expected !== undefined) {
      // Before the picture is taken in; and again when it is put in place.
      await this.work.run(() => this.hold(userId, expected));
    }
    await this.put(userId, await this.uploads.upload(userId, file), expected);
  }

  /**
   * Leaves the profile without a picture.
   *
   * @param expected the version of the profile that the owner has seen; any when `undefined`
   * @throws DomainError `precondition-failed`
   */
  async remove(userId: UserId, expected: number | undefined): Promise<void> {
    await this.put(userId, null, expected);
  }

  private async put(
    userId: UserId,
    mediaId: MediaId | null,
    expected: number | undefined,
  ): Promise<void> {
    await this.work.run(async () => {
      const before = await this.hold(userId, expected);
      if (mediaId === before.imageMediaId) {
        return;
      }
      if (before.imageMediaId !== null) {
        await this.media.release([before.imageMediaId]);
      }
      if (mediaId !== null) {
        // Everybody sees the card of a private profile too: its picture is for everyone.
        await this.media.claim(userId, [mediaId], { type: 'profile', id: userId }, true);
      }
      await this.profiles.setPicture(userId, mediaId);
    });
  }

  private async hold(userId: UserId, expected: number | undefined): Promise<LockedProfile> {
    const profile = await this.profiles.lock(userId);
    if (profile === undefined) {
      throw new DomainError(NotFound);
    }
    if (expected !== undefined && expected !== profile.version) {
      throw new DomainError(PreconditionFailed);
    }
    return profile;
  }
}

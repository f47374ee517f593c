import { Injectable } from '@nestjs/common';
import { defineRateLimit, RateLimits } from '#libs/http';
import type { UserId } from '#libs/kernel';

const UPLOADS = defineRateLimit({ name: 'uploads', points: 60, seconds: 3_600 });

/** How often people may send files, in whatever way. */
@Injectable()
export class UploadAllowanceService {
  constructor(private readonly limits: RateLimits) {}

  /** Counts an upload of a person. @throws DomainError `rate-limited` */
  spend(userId: UserId): Promise<void> {
    return this.limits.consume(UPLOADS, userId);
  }
}

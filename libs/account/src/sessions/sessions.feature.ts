import type { Feature } from '#libs/database';
import { SessionAuthority } from '#libs/http';
import { AccountCleanupJobs } from './account-cleanup.jobs.js';
import { AccountHoldService } from './account-hold.service.js';
import { RefreshService } from './refresh.service.js';
import { RefreshTokenEntity } from './refresh-token.entity.js';
import { SessionEntity } from './session.entity.js';
import { SessionReader } from './session.reader.js';
import { SessionRepository } from './session.repository.js';
import { SessionService } from './session.service.js';
import { StoredSessionAuthorityService } from './session-authority.service.js';
import { SessionExportReader } from './session-export.reader.js';

/** What the module takes from this folder. */
export const sessionsFeature: Feature = {
  providers: [
    AccountCleanupJobs,
    AccountHoldService,
    SessionExportReader,
    RefreshService,
    SessionReader,
    SessionRepository,
    SessionService,
    StoredSessionAuthorityService,
    { provide: SessionAuthority, useExisting: StoredSessionAuthorityService },
  ],
  entities: [RefreshTokenEntity, SessionEntity],
};

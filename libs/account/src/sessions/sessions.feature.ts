import type { Feature } from '#libs/database';
import { SessionAuthority } from '#libs/http';
import { StreamStatements } from '#libs/live';
import { AccountCleanupJobs } from './account-cleanup.jobs.js';
import { AccountHoldService } from './account-hold.service.js';
import { SESSION_STREAMS } from './open-sessions.sql.js';
import { RefreshService } from './refresh.service.js';
import { RefreshTokenEntity } from './refresh-token.entity.js';
import { SessionEntity } from './session.entity.js';
import { SessionReader } from './session.reader.js';
import { SessionRepository } from './session.repository.js';
import { SessionService } from './session.service.js';
import { StoredSessionAuthorityService } from './session-authority.service.js';
import { SessionEndingService } from './session-ending.service.js';
import { SessionExportReader } from './session-export.reader.js';
import { StreamEndHandler } from './stream-end.handler.js';

/** What the module takes from this folder. */
export const sessionsFeature: Feature = {
  providers: [
    AccountCleanupJobs,
    AccountHoldService,
    SessionEndingService,
    SessionExportReader,
    RefreshService,
    SessionReader,
    SessionRepository,
    SessionService,
    StoredSessionAuthorityService,
    StreamEndHandler,
    { provide: StreamStatements, useValue: SESSION_STREAMS },
    { provide: SessionAuthority, useExisting: StoredSessionAuthorityService },
  ],
  entities: [RefreshTokenEntity, SessionEntity],
};

import { Controller, Delete, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Client,
  ClientInfo,
  CurrentViewer,
  Endpoint,
  pageOf,
  PageQuery,
  PathId,
  ReadBody,
  ReadQuery,
  TokenExpired,
  TokenRevoked,
  Unauthenticated,
} from '#libs/http';
import { mapPage, type Page, type SessionId, type Viewer } from '#libs/kernel';
import { OtherSessionsService } from '../credentials/other-sessions.service.js';
import { RefreshService } from '../sessions/refresh.service.js';
import { SessionReader } from '../sessions/session.reader.js';
import { type IssuedTokens } from '../sessions/session.service.js';
import { SessionEndingService } from '../sessions/session-ending.service.js';
import { RefreshDto, SessionDto, TokensDto } from './auth.dto.js';

/** An open session, as JSON. */
interface ShownSession {
  readonly id: SessionId;
  readonly userAgent: string | null;
  readonly ip: string;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly current: boolean;
}

@ApiTags('Authentication')
@Controller('auth')
export class SessionController {
  constructor(
    private readonly refreshes: RefreshService,
    private readonly sessions: SessionEndingService,
    private readonly others: OtherSessionsService,
    private readonly reader: SessionReader,
  ) {}

  @Post('refresh')
  @Endpoint({
    summary: 'Exchange a refresh token for a new pair',
    description:
      'The old token is refused from then on, and using it again ends the session; only a repetition within 10 seconds gets the same pair again, until that one has been used.',
    access: 'anyone',
    always: true,
    returns: TokensDto,
    problems: [Unauthenticated, TokenExpired, TokenRevoked],
  })
  refreshTokens(@ReadBody() body: RefreshDto, @ClientInfo() client: Client): Promise<IssuedTokens> {
    return this.refreshes.refresh(body.refreshToken, client);
  }

  @Post('logout')
  @Endpoint({
    summary: 'Log out',
    description: 'Ends the session at once: its access token is refused on the next call.',
    access: 'user',
  })
  async logout(@CurrentViewer() viewer: Viewer): Promise<void> {
    await this.sessions.logout(viewer);
  }

  @Get('sessions')
  @Endpoint({
    summary: 'List my sessions',
    description: 'Those that are open, newest first.',
    access: 'user',
    returns: pageOf(SessionDto),
  })
  async listSessions(
    @CurrentViewer() viewer: Viewer,
    @ReadQuery() query: PageQuery,
  ): Promise<Page<ShownSession>> {
    const page = await this.reader.open(viewer.userId, query);
    return mapPage(page, (session) => ({
      id: session.id,
      userAgent: session.userAgent,
      ip: session.ip,
      createdAt: session.createdAt.toISOString(),
      lastUsedAt: session.lastUsedAt.toISOString(),
      current: session.id === viewer.sessionId,
    }));
  }

  @Delete('sessions/:sessionId')
  @Endpoint({ summary: 'End one of my sessions', access: 'user' })
  async endSession(
    @CurrentViewer() viewer: Viewer,
    @PathId('sessionId') sessionId: SessionId,
  ): Promise<void> {
    await this.sessions.endOwn(viewer, sessionId);
  }

  @Delete('sessions')
  @Endpoint({
    summary: 'End all my sessions but this one',
    description:
      'With them ends what was begun before: an address that waits for its verification, the links of all mails, exports.',
    access: 'user',
  })
  async endOtherSessions(
    @CurrentViewer() viewer: Viewer,
    @ClientInfo() client: Client,
  ): Promise<void> {
    await this.others.end(viewer, client);
  }
}

import { Controller, Delete, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentViewer, Endpoint, PathId } from '#libs/http';
import type { UserId, Viewer } from '#libs/kernel';
import { CannotBlockSelf, CannotMuteSelf } from '../pair/social-graph.errors.js';
import { BlockService } from './block.service.js';
import { MuteService } from './mute.service.js';

/** Blocks and mutes of a person. */
@Controller('users/:userId')
@ApiTags('People')
export class BlockController {
  constructor(
    private readonly blocks: BlockService,
    private readonly mutes: MuteService,
  ) {}

  @Put('block')
  @Endpoint({
    summary: 'Block a person',
    description:
      'Hides both people from each other everywhere and ends follows and requests both ways. Whoever is blocked can block back. Repeating it changes nothing.',
    access: 'user',
    problems: [CannotBlockSelf],
  })
  blockUser(@CurrentViewer() viewer: Viewer, @PathId('userId') userId: UserId): Promise<void> {
    return this.blocks.block(viewer, userId);
  }

  @Delete('block')
  @Endpoint({
    summary: 'End the block of a person',
    description: 'Follows that the block ended don’t come back. Repeating it changes nothing.',
    access: 'user',
    problems: [CannotBlockSelf],
  })
  unblockUser(@CurrentViewer() viewer: Viewer, @PathId('userId') userId: UserId): Promise<void> {
    return this.blocks.unblock(viewer, userId);
  }

  @Put('mute')
  @Endpoint({
    summary: 'Mute a person',
    description:
      'Keeps the person out of one’s own feeds and notifications; nobody else notices. Repeating it changes nothing.',
    access: 'user',
    problems: [CannotMuteSelf],
  })
  muteUser(@CurrentViewer() viewer: Viewer, @PathId('userId') userId: UserId): Promise<void> {
    return this.mutes.mute(viewer, userId);
  }

  @Delete('mute')
  @Endpoint({
    summary: 'End the mute of a person',
    description: 'Repeating it changes nothing.',
    access: 'user',
    problems: [CannotMuteSelf],
  })
  unmuteUser(@CurrentViewer() viewer: Viewer, @PathId('userId') userId: UserId): Promise<void> {
    return this.mutes.unmute(viewer, userId);
  }
}

import type { Feature } from '#libs/database';
import { TypingController } from './typing.controller.js';
import { TypingService } from './typing.service.js';
import { TypingFramesService } from './typing-frames.service.js';

/** What the module takes from this folder. */
export const typingFeature: Feature = {
  controllers: [TypingController],
  providers: [TypingFramesService, TypingService],
};

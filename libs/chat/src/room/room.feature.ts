import type { Feature } from '#libs/database';
import { RoomEntity } from './room.entity.js';
import { RoomRepository } from './room.repository.js';
import { RoomAccessReader } from './room-access.reader.js';
import { RoomClosingRepository } from './room-closing.repository.js';
import { RoomMemberEntity } from './room-member.entity.js';
import { RoomTellingService } from './room-telling.service.js';

/** What the module takes from this folder. */
export const roomFeature: Feature = {
  providers: [RoomAccessReader, RoomClosingRepository, RoomRepository, RoomTellingService],
  entities: [RoomEntity, RoomMemberEntity],
};

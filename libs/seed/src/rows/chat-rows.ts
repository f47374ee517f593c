import { createHash } from 'node:crypto';
import { type Chats, SIDE } from '../community/chats.js';
import { at } from '../community/column.js';
import type { People } from '../community/people.js';
import { Random } from '../community/random.js';
import type { Phrasebook } from '../text/phrasebook.js';
import type { Community } from './community.js';
import { personId } from './people-rows.js';
import type { RowSource } from './row-source.js';
import type { RowWriter } from './row-writer.js';

const HOUR = 60 * 60 * 1000;
const MINUTE = 60_000;

/** What two people write to each other. */
export function chatRows(
  { chats, people, timeline }: Community,
  { book, seed }: { book: Phrasebook; seed: number },
): RowSource[] {
  return [
    settingRows(chats, people),
    roomRows(chats, people),
    memberRows(chats, people),
    messageRows(chats, people, { latest: timeline.end - MINUTE, book, seed }),
  ];
}

/** Whom strangers ask takes messages from everyone, whatever their age. */
function settingRows(chats: Chats, people: People): RowSource {
  const asked = new Set<number>();
  for (let room = 0; room < chats.roomCount; room += 1) {
    if (at(chats.rooms.asked, room) === 1) {
      asked.add(chats.personOf(room, SIDE.other));
    }
  }
  const everybody = Uint32Array.from(asked);
  return {
    table: 'chat_setting',
    columns: ['user_id', 'messages_from'],
    count: everybody.length,
    write: (rows, index) => {
      rows.row(2);
      personId(rows, people, at(everybody, index));
      rows.text('everyone');
    },
  };
}

function roomRows(chats: Chats, people: People): RowSource {
  const { rooms, times } = chats;
  return {
    table: 'room',
    columns: [
      'id',
      'low_id',
      'high_id',
      'last_number',
      'asked_by',
      'accepted_at',
      'created_at',
      'updated_at',
    ],
    count: chats.roomCount,
    write: (rows, room) => {
      const [opener, other] = [at(rooms.openers, room), at(rooms.others, room)];
      rows.row(8);
      roomId(rows, chats, room);
      personId(rows, people, Math.min(opener, other));
      personId(rows, people, Math.max(opener, other));
      rows.integer(at(rooms.lengths, room));
      personId(rows, people, opener);
      rows.timeOrNull(chats.acceptedAt(room));
      rows.time(at(times, at(rooms.firsts, room)));
      rows.time(at(times, at(rooms.lasts, room)));
    },
  };
}

/** Each room as both of its people have it. */
function memberRows(chats: Chats, people: People): RowSource {
  return {
    table: 'room_member',
    columns: [
      'user_id',
      'room_id',
      'read_number',
      'heard_number',
      'is_request',
      'is_waiting',
      'is_closed',
      'last_position',
    ],
    count: 2 * chats.roomCount,
    write: (rows, member) => {
      const [room, side] = [Math.floor(member / 2), member % 2];
      const isAccepted = chats.acceptedAt(room) !== undefined;
      rows.row(8);
      personId(rows, people, chats.personOf(room, side));
      roomId(rows, chats, room);
      rows.integer(at(chats.read, member));
      rows.integer(at(chats.heard, member));
      rows.boolean(!isAccepted && side === SIDE.other);
      rows.boolean(!isAccepted && side === SIDE.opener);
      rows.boolean(!people.isActive(chats.personOf(room, 1 - side)));
      messageId(rows, chats, at(chats.rooms.lasts, room));
    },
  };
}

/** Messages, in the order of time. */
function messageRows(
  chats: Chats,
  people: People,
  { latest, book, seed }: { latest: number; book: Phrasebook; seed: number },
): RowSource {
  const random = new Random(0);
  const said = (message: number): string => {
    random.restart((seed + Math.imul(message, 0x9e3779b1)) >>> 0);
    const { replies } = book.of(people.languageOf(chats.senderOf(message)));
    return replies.text(replies.pick(random));
  };
  return {
    table: 'message',
    columns: [
      'id',
      'room_id',
      'number',
      'sender_id',
      'client_id',
      'content_hash',
      'body',
      'deleted_at',
      'created_at',
    ],
    count: chats.count,
    write: (rows, message) => {
      const sent = at(chats.times, message);
      rows.row(9);
      messageId(rows, chats, message);
      roomId(rows, chats, at(chats.places, message));
      rows.integer(at(chats.numbers, message));
      personId(rows, people, chats.senderOf(message));
      rows.text(`seed-${message + 1}`);
      if (chats.isDeleted(message)) {
        rows.null();
        rows.null();
        rows.time(Math.min(sent + HOUR, latest));
      } else {
        const body = said(message);
        rows.bytes(
          createHash('sha256')
            .update(JSON.stringify([body, []]))
            .digest(),
        );
        rows.text(body);
        rows.null();
      }
      rows.time(sent);
    },
  };
}

function roomId(rows: RowWriter, { rooms, times }: Chats, room: number): void {
  rows.id(at(times, at(rooms.firsts, room)), room);
}

function messageId(rows: RowWriter, { times }: Chats, message: number): void {
  rows.id(at(times, message), message);
}

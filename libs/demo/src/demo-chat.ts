import { Injectable } from '@nestjs/common';
import { OpeningService, SendingService } from '#libs/chat';
import { type DemoPeople, personIn } from './demo-members.js';
import { DemoPainter } from './demo-painter.js';
import { demoRooms } from './demo-rooms.js';

/** Tells the pictures of messages from those of posts. */
const PICTURES = 1_000;

/** What people of the demo community write to each other. */
@Injectable()
export class DemoChat {
  constructor(
    private readonly opening: OpeningService,
    private readonly sending: SendingService,
    private readonly painter: DemoPainter,
  ) {}

  async talk(people: DemoPeople): Promise<void> {
    let serial = 0;
    for (const { people: pair, messages } of demoRooms) {
      const [opener, other] = [personIn(people, pair[0]), personIn(people, pair[1])];
      const roomId = await this.opening.open(opener, other.userId);
      for (const { author, body, picture } of messages) {
        serial += 1;
        const sender = personIn(people, author);
        const mediaIds =
          picture === undefined
            ? []
            : [await this.painter.upload(sender, picture, PICTURES + serial)];
        await this.sending.send(sender, roomId, { clientId: `demo-${serial}`, body, mediaIds });
      }
    }
  }
}

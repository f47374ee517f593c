import { Injectable } from '@nestjs/common';
import { SharingService } from '#libs/story';
import { type DemoPeople, personIn } from './demo-members.js';
import { DemoPainter } from './demo-painter.js';

/** Tells the pictures of stories from those of posts and messages. */
const PICTURES = 2_000;

/** A story of the demo community; its picture is painted for it. */
interface DemoStory {
  readonly author: string;
  readonly text: string | null;
  /** What the picture shows. */
  readonly picture: string;
  readonly audience: 'public' | 'followers';
}

/** The oldest first. */
const demoStories: readonly DemoStory[] = [
  { author: 'mina', text: '다대포, 해 지기 직전', picture: '노을 진 언덕', audience: 'public' },
  { author: 'mina', text: null, picture: '푸른 언덕 위의 해', audience: 'followers' },
  {
    author: 'oliver',
    text: 'The dough is up before I am.',
    picture: 'Hills before sunrise',
    audience: 'public',
  },
];

/** What people of the demo community show each other for a day. */
@Injectable()
export class DemoStories {
  constructor(
    private readonly sharing: SharingService,
    private readonly painter: DemoPainter,
  ) {}

  async share(people: DemoPeople): Promise<void> {
    for (const [index, { author, picture, text, audience }] of demoStories.entries()) {
      const sharer = personIn(people, author);
      const mediaId = await this.painter.upload(sharer, picture, PICTURES + index);
      await this.sharing.share(sharer, { mediaId, text, audience });
    }
  }
}

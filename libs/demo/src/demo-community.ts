import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { type Client } from '#libs/http';
import type { PostId } from '#libs/post';
import { DemoChat } from './demo-chat.js';
import { DemoLists } from './demo-lists.js';
import { DemoLogins } from './demo-logins.js';
import { type DemoLogin, DemoMembers } from './demo-members.js';
import { demoPosts } from './demo-posts.js';
import { DemoPublisher } from './demo-publisher.js';
import { DemoStories } from './demo-stories.js';
import { DemoTalk } from './demo-talk.js';

/** Where the demo community signs up from. */
const DEMO_CLIENT: Client = { ip: '127.0.0.1', userAgent: 'maru-demo', language: 'ko' };
/** People whose log-ins are told at start. */
const TOLD = 2;

/** Fills an empty database with a small community, so that there is something to look at. */
@Injectable()
export class DemoCommunity {
  constructor(
    private readonly work: UnitOfWork,
    private readonly logins: DemoLogins,
    private readonly members: DemoMembers,
    private readonly publisher: DemoPublisher,
    private readonly talk: DemoTalk,
    private readonly chat: DemoChat,
    private readonly lists: DemoLists,
    private readonly stories: DemoStories,
  ) {}

  /**
   * Plants the community, whole or not at all, unless people are there already.
   *
   * @returns the log-ins of its first two people, as far as they still work
   */
  async plant(): Promise<readonly DemoLogin[]> {
    if (!(await this.logins.nobodyIsThere())) {
      return this.logins.stillValid();
    }
    return this.work.run(async () => {
      const { people, logins } = await this.members.join(DEMO_CLIENT);
      const published = new Map<string | undefined, PostId>();
      for (const [index, post] of demoPosts.entries()) {
        const quoted = post.quotes === undefined ? undefined : published.get(post.quotes);
        const postId = await this.publisher.publish(people, post, index, quoted);
        published.set(post.title, postId);
        await this.talk.about(people, postId, post);
      }
      await this.chat.talk(people);
      await this.lists.keep(people);
      await this.stories.share(people);
      const told = logins.slice(0, TOLD);
      await this.logins.keep(told);
      return told;
    });
  }
}

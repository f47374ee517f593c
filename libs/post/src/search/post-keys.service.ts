import { Injectable, type OnModuleInit } from '@nestjs/common';
import { fold } from '#libs/kernel';
import { Refoldings } from '#libs/text-search';
import { postTexts } from '../post/post-texts.sql.js';
import { TagKeysService } from '../tags/tag-keys.service.js';

/** Says by what posts and tags are found. */
@Injectable()
export class PostKeysService implements OnModuleInit {
  constructor(
    private readonly refoldings: Refoldings,
    private readonly tags: TagKeysService,
  ) {}

  onModuleInit(): void {
    const join = 'join post s on s.id = t.post_id';
    for (const column of ['title', 'body']) {
      this.refoldings.registerColumn({
        ...postTexts,
        column,
        source: `s.${column}`,
        join,
        keyOf: fold,
      });
    }
    this.refoldings.register(this.tags);
  }
}

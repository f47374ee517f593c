import { Injectable, type OnModuleInit } from '@nestjs/common';
import { fold } from '#libs/kernel';
import { Refoldings } from '#libs/text-search';
import { postTexts } from '../infrastructure/post-texts.js';
import { TagKeys } from './tag-keys.service.js';

/** Says by what posts and tags are found. */
@Injectable()
export class PostKeys implements OnModuleInit {
  constructor(
    private readonly refoldings: Refoldings,
    private readonly tags: TagKeys,
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

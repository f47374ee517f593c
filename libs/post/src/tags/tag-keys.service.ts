import { Injectable } from '@nestjs/common';
import { Counters } from '#libs/counters';
import { type Id, nameKey } from '#libs/kernel';
import { FoldedKeys } from '#libs/text-search';
import { tagCounters } from '../post/post-counters.sql.js';
import type { TagId } from '../post/tag.js';
import { type StoredTag, TagKeyRepository } from './tag-key.repository.js';

/** Keys of tags: tags that have become one are put together. */
@Injectable()
export class TagKeysService extends FoldedKeys {
  override readonly subject = 'tag.name_folded';

  constructor(
    private readonly tags: TagKeyRepository,
    private readonly counters: Counters,
  ) {
    super();
  }

  override async refold(after: Id | '0', limit: number): Promise<TagId | undefined> {
    const tags = await this.tags.after(after, limit);
    for (const tag of tags) {
      const folded = nameKey(tag.name);
      if (folded !== tag.folded && folded !== '') {
        await this.rename(tag, folded);
      }
    }
    return tags.at(-1)?.id;
  }

  private async rename(tag: StoredTag, folded: string): Promise<void> {
    const other = await this.tags.idOf(folded);
    if (other === undefined) {
      await this.tags.rename(tag.id, folded);
    } else {
      await this.tags.merge(tag.id, other);
      await this.counters.recountSoon(tagCounters, [other]);
    }
  }
}

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { fold } from '#libs/kernel';
import { Refoldings } from '#libs/text-search';
import { commentTexts } from '../comment/comment-texts.sql.js';

/** Says by what comments are found. */
@Injectable()
export class CommentKeysService implements OnModuleInit {
  constructor(private readonly refoldings: Refoldings) {}

  onModuleInit(): void {
    this.refoldings.registerColumn({
      ...commentTexts,
      column: 'body',
      source: 's.body',
      join: 'join comment s on s.id = t.comment_id',
      keyOf: fold,
    });
  }
}

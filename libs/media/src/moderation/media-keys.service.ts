import { Injectable, type OnModuleInit } from '@nestjs/common';
import { fold } from '#libs/kernel';
import { Refoldings } from '#libs/text-search';

/** Says by which keys administrators find pictures. */
@Injectable()
export class MediaKeysService implements OnModuleInit {
  constructor(private readonly refoldings: Refoldings) {}

  onModuleInit(): void {
    const media = { table: 'media', key: 'id', keyOf: fold };
    for (const column of [
      { ...media, column: 'name_folded', source: 't.name' },
      { ...media, column: 'alt_text_folded', source: 't.alt_text' },
    ]) {
      this.refoldings.registerColumn(column);
    }
  }
}

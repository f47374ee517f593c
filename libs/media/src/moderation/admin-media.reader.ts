import { Injectable } from '@nestjs/common';
import {
  cursorOf,
  type MediaId,
  type Page,
  type PageRequest,
  toPage,
  type UserId,
} from '#libs/kernel';
import { keysOf, type NoteParam } from '#libs/text-search';
import { sql, SqlReader } from '#libs/database';

import type { Image } from '../medium/image.js';
import { IMAGE_COLUMNS } from '../showing/media.reader.js';
import { type ImageRow, PicturePresenter } from '../showing/picture.presenter.js';

/** A picture as administrators see it. */
export interface AdminImage extends Image {
  /** `false`: deleted by its owner or deactivated by an administrator. */
  readonly isActive: boolean;
  readonly ownerId: UserId;
}

/** Which pictures an administrator asks for. */
export interface AdminMediaFilter {
  /** Words in the name or the alternative text. */
  readonly words: readonly string[];
  readonly isActive?: boolean | undefined;
  readonly authorId?: UserId | undefined;
}

interface AdminImageRow extends ImageRow {
  isActive: boolean;
  ownerId: UserId;
}

const ANY_IMAGE = `
  select ${IMAGE_COLUMNS}, m.is_active as "isActive", m.owner_id as "ownerId"
  from media m
  where m.status <> 'announced'
`;

const byNewest = cursorOf('admin.media', ['id']);
const LAST_ID = '9223372036854775807';

/** Reads pictures for administrators: deleted and deactivated ones too. */
@Injectable()
export class AdminMediaReader {
  constructor(
    private readonly reader: SqlReader,
    private readonly pictures: PicturePresenter,
  ) {}

  /** One picture with its version. */
  async find(id: MediaId): Promise<{ image: AdminImage; version: number } | undefined> {
    const row = await this.reader.one<AdminImageRow>(sql`${sql.raw(ANY_IMAGE)} and m.id = ${id}`);
    return row && { image: this.shown(row), version: row.version };
  }

  /** One page of pictures, newest first. @throws DomainError `invalid-cursor` */
  async page(filter: AdminMediaFilter, { limit, cursor }: PageRequest): Promise<Page<AdminImage>> {
    const { isActive, authorId, words } = filter;
    const [after] = cursor === undefined ? [LAST_ID] : byNewest.decode(cursor);
    const params: unknown[] = [authorId ?? null, after, limit + 1];
    const param: NoteParam = (value) => `$${params.push(value)}`;
    // In words, not as a parameter: so the index of the few inactive ones is used.
    const state = isActive === undefined ? '' : `and ${isActive ? '' : 'not'} m.is_active`;
    const rows = await this.reader.query<AdminImageRow>(
      `
        ${ANY_IMAGE}
          ${state}
          ${words.length === 0 ? '' : `and ${saysWords(words, param)}`}
          and ($1::bigint is null or m.owner_id = $1)
          and m.id < $2
        order by m.id desc
        limit $3
      `,
      params,
    );
    const { items, nextCursor } = toPage(rows, limit, ({ id }) => byNewest.encode([id]));
    return { items: items.map((row) => this.shown(row)), nextCursor };
  }

  private shown(row: AdminImageRow): AdminImage {
    const { isActive, ownerId } = row;
    return { ...this.pictures.image(row), isActive, ownerId };
  }
}

/** SQL: whether a picture says the words; the index narrows, the text decides. */
function saysWords(words: readonly string[], param: NoteParam): string {
  const text = 'media_words(m.name, m.name_folded, m.alt_text, m.alt_text_folded)';
  const keys = param(keysOf({ anywhere: words, title: [], body: [] }));
  const found = words.map((word) => `strpos(${text}, ${param(word)}::text) > 0`);
  return [`text_keys(0, '', ${text}) @> ${keys}::bigint[]`, ...found].join(' and ');
}

import { Injectable } from '@nestjs/common';
import { descending, sortKey, sql, type SqlFragment, SqlReader } from '#libs/database';
import { mapPage, type Page, type PageRequest, type UserId } from '#libs/kernel';
import { keysOf } from '#libs/text-search';
import type { Image } from '../medium/image.js';
import type { MediaId } from '../medium/media.js';
import { MediaAudienceRegistry } from '../medium/media-audience.registry.js';
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

/** SQL: the rows that administrators are shown. @param confidential kinds of things whose pictures they are not */
const anyImage = (confidential: readonly string[]): SqlFragment => sql`
  select ${IMAGE_COLUMNS}, m.is_active as "isActive", m.owner_id as "ownerId"
  from media m
  where m.status <> 'announced'
    and coalesce(m.attachment_type <> all (${confidential}::text[]), true)
`;

const NEWEST = descending('admin.media', sortKey('m.id', 'id', 'id'));

/** Reads pictures for administrators: deleted and deactivated ones too. */
@Injectable()
export class AdminMediaReader {
  constructor(
    private readonly reader: SqlReader,
    private readonly pictures: PicturePresenter,
    private readonly audiences: MediaAudienceRegistry,
  ) {}

  /** One picture with its version. */
  async find(id: MediaId): Promise<{ image: AdminImage; version: number } | undefined> {
    const row = await this.reader.one<AdminImageRow>(
      sql`${anyImage(this.audiences.confidentialTypes)} and m.id = ${id}`,
    );
    return row && { image: this.shown(row), version: row.version };
  }

  /** One page of pictures, newest first. @throws DomainError `invalid-cursor` */
  async page(filter: AdminMediaFilter, request: PageRequest): Promise<Page<AdminImage>> {
    const { isActive, authorId, words } = filter;
    const found = await this.reader.page<AdminImageRow>(
      NEWEST,
      request,
      ({ after, order, limit }) => sql`
      ${anyImage(this.audiences.confidentialTypes)}
        and ${sql.all([
          // In words, not as a parameter: so the index of the few inactive ones is used.
          isActive !== undefined && (isActive ? sql`m.is_active` : sql`not m.is_active`),
          words.length > 0 && saysWords(words),
          authorId !== undefined && sql`m.owner_id = ${authorId}`,
          after,
        ])}
      order by ${order}
      limit ${limit}
      `,
    );
    return mapPage(found, (row) => this.shown(row));
  }

  private shown(row: AdminImageRow): AdminImage {
    const { isActive, ownerId } = row;
    return { ...this.pictures.image(row), isActive, ownerId };
  }
}

/** SQL: whether a picture says the words; the index narrows, the text decides. */
function saysWords(words: readonly string[]): SqlFragment {
  const text = sql.raw('media_words(m.name, m.name_folded, m.alt_text, m.alt_text_folded)');
  const keys = sql.value(keysOf({ anywhere: words, title: [], body: [] }));
  return sql.all([
    sql`text_keys(0, '', ${text}) @> ${keys}::bigint[]`,
    ...words.map((word) => sql`strpos(${text}, ${word}::text) > 0`),
  ]);
}

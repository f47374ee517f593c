import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { type WalkedRow } from '#libs/personal-data';
import type { MediaId } from '../medium/media.js';
import type { StorageKey } from '../medium/media-key.js';

/** A medium as its owner gets it. */
interface OwnedMedium extends WalkedRow {
  readonly id: MediaId;
  readonly name: string;
  readonly altText: string | null;
  readonly mimeType: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly bytes: number;
  readonly status: string;
  readonly attachmentType: string | null;
  readonly attachmentId: string | null;
  readonly createdAt: Date;
  readonly deletedAt: Date | null;
}

/** A processed picture: where its objects lie. */
interface OwnedPicture extends WalkedRow {
  readonly id: MediaId;
  readonly mimeType: string;
  readonly storageKey: StorageKey;
}

/** Reads the media of a person for the person, deleted ones too, the oldest first. */
@Injectable()
export class MediaExportReader {
  constructor(private readonly reader: SqlReader) {}

  /** Whether a picture of the person waits for its processing. */
  async isProcessing(ownerId: UserId): Promise<boolean> {
    const row = await this.reader.one(
      sql`select from media where owner_id = ${ownerId} and status = 'processing' limit 1`,
    );
    return row !== undefined;
  }

  media(ownerId: UserId, after: string, limit: number): Promise<OwnedMedium[]> {
    return this.reader.query(
      sql`
        select
          id as cursor,
          id,
          name,
          alt_text as "altText",
          mime_type as "mimeType",
          width,
          height,
          bytes,
          status,
          attachment_type as "attachmentType",
          attachment_id as "attachmentId",
          created_at as "createdAt",
          deleted_at as "deletedAt"
        from media
        where owner_id = ${ownerId} and id > ${after}
        order by id
        limit ${limit}
      `,
    );
  }

  pictures(ownerId: UserId, after: string, limit: number): Promise<OwnedPicture[]> {
    return this.reader.query(
      sql`
        select
          id as cursor,
          id,
          mime_type as "mimeType",
          storage_key as "storageKey"
        from media
        where owner_id = ${ownerId} and id > ${after} and status = 'ready'
        order by id
        limit ${limit}
      `,
    );
  }
}

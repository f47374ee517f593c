import { EnumField, IdField, TimeField, UrlField } from '#libs/http';
import { EXPORT_STATUSES, type ExportId, type ExportStatus } from './data-export.js';
import type { OwnExport } from './data-export.reader.js';

/** An archive of everything that is kept of me. */
export class ExportDto implements OwnExport {
  @IdField({ description: 'Id of the export.' })
  id!: ExportId;

  @EnumField({
    description: 'Whether the archive can be fetched.',
    values: EXPORT_STATUSES,
    name: 'ExportStatus',
  })
  status!: ExportStatus;

  @UrlField({
    description:
      'Where the ZIP archive can be fetched, while `ready`. The address works for some hours; ask again for another one.',
    nullable: true,
  })
  url!: string | null;

  @TimeField({
    description: 'When the archive is removed; `null` while `pending`.',
    nullable: true,
  })
  expiresAt!: string | null;

  @TimeField({ description: 'When it was asked for.' })
  createdAt!: string;
}

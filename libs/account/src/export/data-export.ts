import { randomBytes } from 'node:crypto';
import type { Id } from '#libs/kernel';

export type ExportId = Id<'export'>;

export const EXPORT_STATUSES = ['pending', 'ready', 'failed'] as const;
export type ExportStatus = (typeof EXPORT_STATUSES)[number];

/** Hours for which an archive can be fetched. */
export const EXPORT_HOURS = 24;

/** Minutes for which an archive waits for what is still being made, such as pictures that were just uploaded. */
export const EXPORT_PATIENCE_MINUTES = 15;

/** How often the making of an archive is tried. */
export const EXPORT_ATTEMPTS = 4;

/** Where archives lie in object storage. */
export const EXPORT_FOLDER = 'private/exports/';

/** The key of a new archive; nobody can guess it. */
export function newExportKey(): string {
  return `${EXPORT_FOLDER}${randomBytes(16).toString('hex')}.zip`;
}

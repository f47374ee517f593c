import { Injectable, type OnModuleInit } from '@nestjs/common';
import { UserDeactivated } from '#libs/events';
import { AddressedObjects, InTransaction, ObjectAddresses } from '#libs/platform';
import { EXPORT_FOLDER } from '../domain/data-export.js';
import { DataExportReader } from '../infrastructure/data-export.reader.js';
import { DataExportRepository } from '../infrastructure/data-export.repository.js';

/** Archives are there for as long as their rows say, and end with the account. */
@Injectable()
export class ExportAddresses extends AddressedObjects implements OnModuleInit {
  constructor(
    private readonly addresses: ObjectAddresses,
    private readonly reader: DataExportReader,
    private readonly exports: DataExportRepository,
  ) {
    super();
  }

  onModuleInit(): void {
    this.addresses.register(this);
  }

  override async find(address: string): Promise<string | undefined> {
    return address.startsWith(EXPORT_FOLDER) && (await this.reader.isThere(address))
      ? address
      : undefined;
  }

  @InTransaction(UserDeactivated)
  endAll({ data }: UserDeactivated): Promise<void> {
    return this.exports.end(data.userId);
  }
}

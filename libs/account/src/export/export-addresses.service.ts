import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AddressedObjects, ObjectAddresses } from '#libs/storage';
import { EXPORT_FOLDER } from './data-export.js';
import { DataExportReader } from './data-export.reader.js';

/** An archive is there for as long as its row says. */
@Injectable()
export class ExportAddressesService extends AddressedObjects implements OnModuleInit {
  constructor(
    private readonly addresses: ObjectAddresses,
    private readonly reader: DataExportReader,
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
}

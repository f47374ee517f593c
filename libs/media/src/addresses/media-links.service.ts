import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AddressedObjects, ObjectAddresses } from '#libs/storage';
import { MediaLinkReader } from '../medium/media-link.reader.js';

const LINK = /^(public|private)\/([0-9a-f]{32})\/((?:original|thumbnail|small|large)\.[a-z]{3,4})$/;

/** What lies behind the addresses of pictures: `<audience>/<name>/<file>`. */
@Injectable()
export class MediaLinksService extends AddressedObjects implements OnModuleInit {
  constructor(
    private readonly addresses: ObjectAddresses,
    private readonly reader: MediaLinkReader,
  ) {
    super();
  }

  onModuleInit(): void {
    this.addresses.register(this);
  }

  override async find(address: string): Promise<string | undefined> {
    const [, audience, name, file] = LINK.exec(address) ?? [];
    if (name === undefined || file === undefined) {
      return undefined;
    }
    const place = await this.reader.place(name);
    return place === undefined || (audience === 'public' && !place.isPublic)
      ? undefined
      : `${place.storageKey}/${file}`;
  }

  override awaits(key: string): Promise<boolean> {
    return this.reader.isAnnounced(key);
  }
}

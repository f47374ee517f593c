import { TextField, TimeField } from '#libs/http';
import type { Version } from './version.js';

/** Which build answers. */
export class VersionDto implements Version {
  @TextField({ description: 'Name of the program.', maxLength: 50, example: 'maru' })
  name!: string;

  @TextField({ description: 'Version of the program.', maxLength: 50, example: '0.1.0' })
  version!: string;

  @TextField({
    description: 'Commit of the sources; `null` when it is not known.',
    maxLength: 64,
    nullable: true,
    example: '9fceb02d0ae598e95dc970b74767f19372d61af8',
  })
  commit!: string | null;

  @TimeField({ description: 'When it was built; `null` when it is not known.', nullable: true })
  builtAt!: string | null;

  @TextField({ description: 'Version of Node.js.', maxLength: 50, example: '22.21.0' })
  node!: string;
}

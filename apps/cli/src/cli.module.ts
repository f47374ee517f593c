import { type DynamicModule, Module } from '@nestjs/common';
import { PlatformModule, type PlatformOptions } from '#libs/platform';
import { domainModules } from '../../domains.js';

/** The command line: every domain, without HTTP. */
@Module({})
export class CliModule {
  static forRoot(options: PlatformOptions): DynamicModule {
    return {
      module: CliModule,
      imports: [PlatformModule.forRoot(options), ...domainModules],
    };
  }
}

import { type DynamicModule, Module } from '@nestjs/common';
import { HttpModule, PlatformModule, type PlatformOptions } from '#libs/platform';
import { domainModules } from '../../domains.js';

/** Every domain without a port: what the worker and the command line run. */
@Module({})
export class WorkerModule {
  static forRoot(options: PlatformOptions): DynamicModule {
    return {
      module: WorkerModule,
      // The domains bring their controllers along, which want what stands around them.
      imports: [PlatformModule.forRoot(options), HttpModule, ...domainModules],
    };
  }
}

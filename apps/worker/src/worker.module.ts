import { type DynamicModule, Module } from '@nestjs/common';
import { HealthModule } from '#libs/health';
import { HttpModule } from '#libs/http';
import { MetricsModule } from '#libs/metrics';
import { PlatformModule, type PlatformOptions } from '#libs/runtime';
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

/** The same for a program that runs on, whose state others ask for. */
@Module({})
export class ObservedWorkerModule {
  static forRoot(options: PlatformOptions): DynamicModule {
    return {
      module: ObservedWorkerModule,
      imports: [WorkerModule.forRoot(options), HealthModule, MetricsModule],
    };
  }
}

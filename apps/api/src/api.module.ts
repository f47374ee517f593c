import { type DynamicModule, Module } from '@nestjs/common';
import { DemoModule } from '#libs/demo';
import { HealthModule } from '#libs/health';
import { HttpModule } from '#libs/http';
import { MetricsModule } from '#libs/metrics';
import { PlatformModule, type PlatformOptions } from '#libs/runtime';
import { domainModules } from '../../domains.js';

/** The API: every domain, behind HTTP. */
@Module({})
export class ApiModule {
  static forRoot(options: PlatformOptions): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        PlatformModule.forRoot(options),
        HttpModule,
        HealthModule,
        MetricsModule,
        ...domainModules,
        DemoModule,
      ],
    };
  }
}

import { type DynamicModule, Module } from '@nestjs/common';
import { Settings } from './settings.js';

/** Gives {@link Settings} to everything. */
@Module({})
export class ConfigModule {
  /** @param settings as loaded and checked at start */
  static forRoot(settings: Settings): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: Settings, useValue: settings }],
      exports: [Settings],
    };
  }
}

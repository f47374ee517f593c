export type { Progress } from './application/progress.js';
export {
  SeedCommunity,
  type SeedOptions,
  type SeedOutcome,
} from './application/seed-community.service.js';
export {
  ImpossibleSizes,
  isPreset,
  type Preset,
  PRESETS,
  type SeedSizes,
  SIZE_NAMES,
  sizesOf,
} from './domain/sizes.js';
export { SeedRefused } from './domain/seed.errors.js';
export { SeedModule } from './seed.module.js';

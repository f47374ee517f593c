export type { Progress } from './rows/progress.js';
export {
  SeedCommunityService,
  type SeedOptions,
  type SeedOutcome,
} from './loading/seed-community.service.js';
export { CIRCLE_STRENGTHS, type CircleStrength, isCircleStrength } from './community/circles.js';
export {
  ImpossibleSizes,
  isPreset,
  type Preset,
  PRESETS,
  type SeedSizes,
  SIZE_NAMES,
  sizesOf,
} from './community/sizes.js';
export { SeedRefused } from './community/seed.errors.js';
export { SeedModule } from './seed.module.js';

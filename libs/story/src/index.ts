export { StoryModule } from './story.module.js';
export { SharingService } from './sharing/sharing.service.js';
export type { StoryId } from './story/story.js';

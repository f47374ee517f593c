import { arrival } from './day/arrival.js';
import { evening } from './day/evening.js';
import { publishing } from './day/publishing.js';
import { talking } from './day/talking.js';
import { story } from './support/story.js';

story('a day of ten people', (step) => {
  arrival(step);
  publishing(step);
  talking(step);
  evening(step);
});

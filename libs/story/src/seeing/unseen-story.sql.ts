import { sql } from '#libs/database';
import { defineViewerFact } from '#libs/people';
import { mutes } from '#libs/social-graph';
import { seenStory, visibleStory } from '../story/visible-story.sql.js';

defineViewerFact({
  name: 'hasUnseenStory',
  description:
    'This person has a story that I may see and haven’t seen. Never so of me, nor of whom I mute.',
  holds: (viewer, user) => sql`
    exists (
      select
      from story s
      where s.author_id = ${sql.raw(user)}
        and not ${seenStory('s', viewer)}
        and ${visibleStory('s', viewer)}
        and not ${mutes(viewer, 's.author_id')}
    )`,
});

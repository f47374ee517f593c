import { sql } from '#libs/database';
import { defineViewerFact } from '#libs/people';
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
        and not exists (
          select from mute silent where silent.muter_id = ${viewer} and silent.muted_id = s.author_id
        )
    )`,
});

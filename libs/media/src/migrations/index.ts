import { MediaSchema1763690000200 } from './1763690000200-media-schema.js';
import { MediaModeration1763690000210 } from './1763690000210-media-moderation.js';
import { MediaSearch1763690000220 } from './1763690000220-media-search.js';
import { MediaLinks1795692802200 } from './1795692802200-media-links.js';
import { MediaLinkIndex1795692802210 } from './1795692802210-media-link-index.js';
import { MediaLeases1795697460250 } from './1795697460250-media-leases.js';
import { MediaProcessingIndex1795697460260 } from './1795697460260-media-processing-index.js';
import { MediaFolding1795708200200 } from './1795708200200-media-folding.js';
import { MediaFoldingIndex1795708200210 } from './1795708200210-media-folding-index.js';
import { MediaEnds1795790000200 } from './1795790000200-media-ends.js';

/** All of this lib, oldest first. */
export const mediaMigrations = [
  MediaSchema1763690000200,
  MediaModeration1763690000210,
  MediaSearch1763690000220,
  MediaLinks1795692802200,
  MediaLinkIndex1795692802210,
  MediaLeases1795697460250,
  MediaProcessingIndex1795697460260,
  MediaFolding1795708200200,
  MediaFoldingIndex1795708200210,
  MediaEnds1795790000200,
];

import {
  BooleanField,
  EnumField,
  IdField,
  IntegerField,
  ObjectField,
  TextField,
  TimeField,
} from '#libs/http';
import { ImageDto, type PicturePresenter } from '#libs/media';
import { presentSummary, UserSummaryDto } from '#libs/people';
import { type Audience, AUDIENCES, MAX_TEXT, type StoryId } from './story.js';
import type { StoryRow } from './story-row.sql.js';

/** The largest number that a count can be. */
export const MAX_COUNT = 2_147_483_647;

/** What the viewer did with a story. */
export class StoryViewerDto {
  @BooleanField({ description: 'Whether I have seen it; always so of an own one.' })
  seen!: boolean;
}

/** A story as one viewer sees it. */
export class StoryDto {
  @IdField({ description: 'Id of the story.' })
  id!: StoryId;

  @ObjectField(() => UserSummaryDto, { description: 'Whose it is.' })
  author!: UserSummaryDto;

  @ObjectField(() => ImageDto, {
    description:
      'Its picture. The addresses are signed, end after an hour, and never outlive the story.',
  })
  media!: ImageDto;

  @TextField({
    kind: 'lines',
    description: 'Text beside the picture.',
    maxLength: MAX_TEXT,
    nullable: true,
    example: '한강, 지금',
  })
  text!: string | null;

  @EnumField({
    description:
      'For whom it is: `followers` for accepted ones, `public` for everybody while the profile is public, else for followers.',
    values: AUDIENCES,
    name: 'StoryAudience',
    example: 'followers',
  })
  audience!: Audience;

  @TimeField({ description: 'When it was shared.' })
  createdAt!: string;

  @TimeField({ description: 'When it is gone for everybody: 24 hours later.' })
  expiresAt!: string;

  @IntegerField({
    description: 'How many people the list of viewers holds; `null` but for the author.',
    min: 0,
    max: MAX_COUNT,
    nullable: true,
    example: null,
  })
  viewCount!: number | null;

  @ObjectField(() => StoryViewerDto, {
    description: 'What I did with it; `null` when nobody is signed in.',
    nullable: true,
  })
  viewer!: StoryViewerDto | null;
}

/** A story with what only its place in lists and its `ETag` ask for. */
export interface ShownStory {
  readonly story: StoryDto;
  readonly version: number;
}

/** Presents a row; `undefined` when its picture went in the same moment. */
export function presentStory(
  { author, images, seen, version, ...row }: StoryRow,
  pictures: PicturePresenter,
  signedIn: boolean,
): ShownStory | undefined {
  const [image] = images ?? [];
  return (
    image && {
      version,
      story: {
        ...row,
        author: presentSummary(author, pictures),
        media: pictures.image(image),
        viewer: signedIn ? { seen } : null,
      },
    }
  );
}

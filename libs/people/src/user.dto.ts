import { MAX_NAME } from '#libs/account';
import {
  BooleanField,
  EnumField,
  IdField,
  IntegerField,
  ListField,
  ObjectField,
  PageQuery,
  SearchField,
  TextField,
  TimeField,
  UrlField,
} from '#libs/http';
import type { UserId } from '#libs/kernel';
import {
  MAX_BIO,
  MAX_LINKS,
  MAX_REGION,
  MAX_SKILL,
  MAX_SKILLS,
  MEET_TIMES,
  type MeetTime,
} from '#libs/user';
import { type UserCard, type UserSummary } from './user-card.js';
import { PEOPLE_SORTS, type PeopleSort } from './user-list.reader.js';

const MAX_COUNT = 2_147_483_647;

/** What stands beside everything a person wrote. */
export class UserSummaryDto implements UserSummary {
  @IdField({ description: 'Id of the person.' })
  id!: UserId;

  @TextField({ description: 'Unique handle.', maxLength: MAX_NAME, example: 'mina' })
  nickname!: string;

  @TextField({ description: 'Full name.', maxLength: MAX_NAME, example: 'Kim Mina' })
  fullName!: string;

  @UrlField({ description: 'Address of the profile picture.', nullable: true })
  imageUrl!: string | null;
}

/** How the signed-in person and another one stand to each other. */
export class UserViewerDto {
  @BooleanField({ description: 'I follow this person.' })
  following!: boolean;

  @BooleanField({ description: 'This person follows me.' })
  followedBy!: boolean;

  @BooleanField({ description: 'I asked to follow this person and wait for the consent.' })
  requested!: boolean;

  @BooleanField({ description: 'I follow this person, without the reposts.' })
  hideReposts!: boolean;

  @BooleanField({ description: 'I block this person.' })
  blocking!: boolean;

  @BooleanField({ description: 'I mute this person.' })
  muting!: boolean;
}

/** The public face of a person. */
export class UserDto extends UserSummaryDto implements UserCard {
  @TextField({ description: 'About the person.', maxLength: MAX_BIO, nullable: true })
  bio!: string | null;

  @BooleanField({
    description: 'Whether everybody sees posts and lists; else only accepted followers do.',
  })
  isPublic!: boolean;

  @ListField({ description: 'Web addresses of the person.', of: 'url', maxItems: MAX_LINKS })
  links!: string[];

  @ListField({
    description: 'What the person is good at.',
    of: 'text',
    maxItems: MAX_SKILLS,
    maxLength: MAX_SKILL,
  })
  skills!: string[];

  @TextField({
    description: 'Where the person is.',
    maxLength: MAX_REGION,
    nullable: true,
    example: '서울 마포구',
  })
  region!: string | null;

  @EnumField({
    description: 'When the person has time to meet.',
    values: MEET_TIMES,
    name: 'MeetTime',
    nullable: true,
  })
  meetTime!: MeetTime | null;

  @IntegerField({ description: 'Active people who follow this person.', min: 0, max: MAX_COUNT })
  followerCount!: number;

  @IntegerField({ description: 'Active people whom this person follows.', min: 0, max: MAX_COUNT })
  followingCount!: number;

  @IntegerField({ description: 'Active, published, public posts.', min: 0, max: MAX_COUNT })
  postCount!: number;

  @TimeField({ description: 'When the person signed up.' })
  createdAt!: string;

  @ObjectField(() => UserViewerDto, {
    description: 'How I and this person stand to each other; `null` when nobody is signed in.',
    nullable: true,
  })
  viewer!: UserViewerDto | null;
}

/** Filters of the list of people. Texts are compared without regard to letter case and Unicode form. */
export class PeopleQuery extends PageQuery {
  @SearchField({
    description:
      'Words that all occur in the nickname or the full name, anywhere, without regard to case and Unicode form; one must have two characters.',
    optional: true,
    example: 'mina',
  })
  q?: string;

  @TextField({
    description: 'A part of the nickname; one character is enough.',
    minLength: 1,
    maxLength: MAX_NAME,
    optional: true,
    example: 'min',
  })
  nickname?: string;

  @TextField({
    description: 'A part of the full name; one character is enough.',
    minLength: 1,
    maxLength: MAX_NAME,
    optional: true,
    example: '민아',
  })
  fullName?: string;

  @ListField({
    description: 'A skill of the person; given several times, the person has all of them.',
    of: 'text',
    maxItems: MAX_SKILLS,
    minLength: 1,
    maxLength: MAX_SKILL,
    optional: true,
  })
  skill?: string[];

  @TextField({
    description: 'The region of the person, the whole of it.',
    minLength: 1,
    maxLength: MAX_REGION,
    optional: true,
  })
  region?: string;

  @EnumField({
    description: 'When the person has time to meet.',
    values: MEET_TIMES,
    name: 'MeetTime',
    optional: true,
  })
  meetTime?: MeetTime;

  @BooleanField({ description: 'Leaves me out.', optional: true })
  excludeMe?: boolean;

  @EnumField({
    description:
      'Newest person first; or by followers gained in 30 days, those of today counting most, and then everybody else.',
    values: PEOPLE_SORTS,
    name: 'PeopleSort',
    default: 'newest',
    optional: true,
  })
  sort: PeopleSort = 'newest';
}

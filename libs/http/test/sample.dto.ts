import {
  BooleanField,
  DateField,
  EmailField,
  EnumField,
  IdField,
  IntegerField,
  ListField,
  ObjectField,
  PageQuery,
  TextField,
  TimeField,
  UrlField,
} from '../src/index.js';

const VISIBILITY = ['public', 'private'] as const;

export class PlaceDto {
  @TextField({ description: 'Name of the place.', maxLength: 20, example: 'Seoul' })
  city!: string;
}

export class NoteDto {
  @IdField({ description: 'Id of the note.' })
  id!: string;

  @TextField({ description: 'What it says.', maxLength: 100, example: 'Hello' })
  title!: string;

  @UrlField({ description: 'Where its picture is.', nullable: true })
  imageUrl!: string | null;

  @TimeField({ description: 'When it was written.' })
  createdAt!: string;
}

export class WriteNoteDto {
  @TextField({ description: 'What it says.', minLength: 1, maxLength: 10, example: 'Hello' })
  title!: string;

  @TextField({
    description: 'More.',
    maxLength: 50,
    example: 'And more',
    optional: true,
    nullable: true,
  })
  body?: string | null;

  @EnumField({
    description: 'Who sees it.',
    values: VISIBILITY,
    name: 'Visibility',
    optional: true,
  })
  visibility: (typeof VISIBILITY)[number] = 'public';

  @ListField({
    description: 'Tags.',
    of: 'text',
    maxLength: 5,
    maxItems: 3,
    unique: true,
    example: ['a'],
    optional: true,
  })
  tags?: string[];

  @ObjectField(() => PlaceDto, { description: 'Where.', optional: true, nullable: true })
  place?: PlaceDto | null;

  @ListField({ description: 'Places.', of: PlaceDto, maxItems: 2, optional: true })
  places?: PlaceDto[];

  @IntegerField({ description: 'How many.', min: 0, max: 10, example: 3, optional: true })
  amount?: number;

  @DateField({ description: 'The day.', optional: true })
  day?: string;

  @EmailField({ description: 'Where to write.', optional: true })
  email?: string;

  @UrlField({ description: 'Where to read.', optional: true })
  link?: string;
}

export class EditNoteDto {
  @TextField({ description: 'What it says.', maxLength: 10, example: 'Hello', optional: true })
  title?: string;

  @TextField({
    description: 'More.',
    maxLength: 50,
    example: 'More',
    optional: true,
    nullable: true,
  })
  body?: string | null;
}

export class NotesQuery extends PageQuery {
  @ListField({
    description: 'Tags.',
    of: 'text',
    maxLength: 5,
    maxItems: 3,
    example: ['a'],
    optional: true,
  })
  tag?: string[];

  @BooleanField({ description: 'Without mine.', optional: true })
  excludeMe?: boolean;

  @TextField({ description: 'Words.', minLength: 2, maxLength: 20, example: 'he', optional: true })
  q?: string;
}

export class FileFieldsDto {
  @TextField({ description: 'Alternative text.', maxLength: 10, example: 'A cat', optional: true })
  altText?: string;
}

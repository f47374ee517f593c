import { Controller, Delete, Get, Injectable, Patch, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DomainError, type Id, type MaybeViewer, type Page, type Viewer } from '#libs/kernel';
import {
  type Answer,
  BooleanField,
  type Client,
  ClientInfo,
  created,
  CurrentViewer,
  DateField,
  defineTag,
  EmailField,
  Endpoint,
  EnumField,
  Forbidden,
  IdField,
  IfMatch,
  type IncomingUpload,
  IntegerField,
  ListField,
  NotFound,
  ObjectField,
  OwnedBy,
  type OwnershipPolicy,
  pageOf,
  PageQuery,
  PathId,
  PathText,
  PreconditionFailed,
  ReadBody,
  ReadQuery,
  resource,
  TextField,
  TimeField,
  Upload,
  UploadStream,
  UrlField,
} from '../src/index.js';

const VISIBILITY = ['public', 'private'] as const;

class PlaceDto {
  @TextField({ description: 'Name of the place.', maxLength: 20, example: 'Seoul' })
  city!: string;
}

class NoteDto {
  @IdField({ description: 'Id of the note.' })
  id!: string;

  @TextField({ description: 'What it says.', maxLength: 100, example: 'Hello' })
  title!: string;

  @UrlField({ description: 'Where its picture is.', nullable: true })
  imageUrl!: string | null;

  @TimeField({ description: 'When it was written.' })
  createdAt!: string;
}

class WriteNoteDto {
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

class EditNoteDto {
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

class NotesQuery extends PageQuery {
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

class FileFieldsDto {
  @TextField({ description: 'Alternative text.', maxLength: 10, example: 'A cat', optional: true })
  altText?: string;
}

/** What the tests look at and change. */
export const seen: {
  body?: unknown;
  client?: Client;
  writes: number;
  fail?: Error | undefined;
  imageUrl: string | null;
} = {
  writes: 0,
  imageUrl: null,
};

let work: (() => Promise<unknown>) | undefined;

/** What writing a note does besides. */
export function setWork(does: (() => Promise<unknown>) | undefined): void {
  work = does;
}

const note = (id: string, title = 'Hello'): NoteDto => ({
  id,
  title,
  imageUrl: seen.imageUrl,
  createdAt: '2026-01-31T09:30:00.000Z',
});

/** Person 11 owns note 5; note 6 is hidden. */
@Injectable()
export class NotePolicy implements OwnershipPolicy {
  assertOwner(viewer: Viewer, id: Id): Promise<void> {
    if (id === '6') {
      return Promise.reject(new DomainError(NotFound));
    }
    return viewer.userId === '11' && id === '5'
      ? Promise.resolve()
      : Promise.reject(new DomainError(Forbidden));
  }
}

defineTag({ name: 'Notes', description: 'Samples.' });

@ApiTags('Notes')
@Controller('notes')
export class SampleController {
  @Get()
  @Endpoint({ summary: 'List notes', access: 'anyone', returns: pageOf(NoteDto) })
  listNotes(@ReadQuery() query: NotesQuery): Page<NoteDto> {
    seen.body = query;
    return { items: [note('1')], nextCursor: query.cursor === undefined ? 'bmV4dA' : null };
  }

  @Post()
  @Endpoint({
    summary: 'Write a note',
    access: 'user',
    returns: NoteDto,
    status: 201,
    idempotent: true,
  })
  async writeNote(@ReadBody() body: WriteNoteDto): Promise<Answer<NoteDto>> {
    seen.body = body;
    seen.writes += 1;
    await work?.();
    return created(note('7', body.title), { location: '/v1/notes/7', version: 1 });
  }

  @Post('drafts')
  @Endpoint({ summary: 'Write a draft', access: 'user', idempotent: true })
  writeDraft(@ReadBody() body: WriteNoteDto): void {
    seen.body = body;
  }

  @Get('whoami')
  @Endpoint({ summary: 'Tell who asks', access: 'anyone', returns: PlaceDto })
  tellWhoAsks(@CurrentViewer() viewer: MaybeViewer, @ClientInfo() client: Client): PlaceDto {
    seen.client = client;
    return { city: viewer?.role ?? 'nobody' };
  }

  @Get('admin')
  @Endpoint({ summary: 'Be an administrator', access: 'admin' })
  beAdmin(@CurrentViewer() viewer: Viewer): void {
    seen.body = viewer;
  }

  @Put('login')
  @Endpoint({ summary: 'Open to all', access: 'anyone', always: true })
  beOpen(): void {
    seen.writes += 1;
  }

  @Post('files')
  @Upload({ maxBytes: 1000, fields: FileFieldsDto, description: 'A file.' })
  @Endpoint({
    summary: 'Send a file',
    access: 'user',
    returns: PlaceDto,
    status: 201,
    idempotent: true,
  })
  async sendFile(@UploadStream() upload: IncomingUpload): Promise<PlaceDto> {
    const chunks: Buffer[] = [];
    for await (const chunk of upload.stream) {
      if (Buffer.isBuffer(chunk)) {
        chunks.push(chunk);
      }
    }
    const fields = await upload.complete();
    seen.writes += 1;
    return {
      city: `${upload.filename} ${Buffer.concat(chunks).length} ${fields['altText'] ?? '-'}`,
    };
  }

  @Get('by-slug/:slug')
  @Endpoint({ summary: 'Read a note by its slug', access: 'anyone', returns: PlaceDto })
  readBySlug(
    @PathText('slug', { maxLength: 5, description: 'Slug.', example: 'hello' }) slug: string,
  ): PlaceDto {
    return { city: slug };
  }

  @Get(':noteId')
  @Endpoint({ summary: 'Read a note', access: 'anyone', returns: NoteDto })
  readNote(@PathId('noteId') noteId: Id<'post'>): Promise<Answer<NoteDto>> {
    return seen.fail === undefined
      ? Promise.resolve(resource(note(noteId), 3))
      : Promise.reject(seen.fail);
  }

  @Patch(':noteId')
  @Endpoint({
    summary: 'Edit a note',
    access: 'user',
    returns: NoteDto,
    problems: [PreconditionFailed],
  })
  editNote(
    @PathId('noteId') noteId: Id<'post'>,
    @IfMatch() expected: number | undefined,
    @ReadBody() body: EditNoteDto,
  ): Promise<Answer<NoteDto>> {
    seen.body = body;
    return expected === undefined || expected === 3
      ? Promise.resolve(resource(note(noteId), 4))
      : Promise.reject(new DomainError(PreconditionFailed));
  }

  @Put(':noteId/owner')
  @OwnedBy(NotePolicy, 'noteId')
  @Endpoint({ summary: 'Do as the owner', access: 'user', problems: [Forbidden] })
  doAsOwner(@PathId('noteId') noteId: Id<'post'>): void {
    seen.body = noteId;
  }

  @Delete(':noteId')
  @Endpoint({ summary: 'Delete a note', access: 'user' })
  deleteNote(@PathId('noteId') noteId: Id<'post'>): void {
    seen.body = noteId;
  }
}

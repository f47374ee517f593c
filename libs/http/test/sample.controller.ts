import { Controller, Delete, Get, Injectable, Patch, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DomainError, type Id, type MaybeViewer, type Page, type Viewer } from '#libs/kernel';
import {
  type Answer,
  type Client,
  ClientInfo,
  created,
  CurrentViewer,
  defineTag,
  Endpoint,
  Forbidden,
  IfMatch,
  type IncomingUpload,
  NotFound,
  OwnedBy,
  type OwnershipPolicy,
  pageOf,
  PathId,
  PathText,
  PreconditionFailed,
  ReadBody,
  ReadQuery,
  resource,
  Upload,
  UploadStream,
} from '../src/index.js';
import {
  EditNoteDto,
  FileFieldsDto,
  NoteDto,
  NotesQuery,
  PlaceDto,
  WriteNoteDto,
} from './sample.dto.js';

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

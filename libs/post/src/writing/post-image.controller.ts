import { Controller, Delete, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  created,
  CurrentViewer,
  Endpoint,
  Forbidden,
  type Form,
  IfMatch,
  orNotFound,
  OwnedBy,
  pageOf,
  PageQuery,
  PathId,
  PreconditionFailed,
  ReadForm,
  ReadQuery,
} from '#libs/http';
import type { MaybeViewer, Page, UserId, Viewer } from '#libs/kernel';
import {
  type Image,
  ImageDto,
  type MediaId,
  MediaNotUsable,
  MediaReader,
  NothingLeft,
} from '#libs/media';
import { UserPolicy } from '#libs/social-graph';
import { PostImageReader } from '../pictures/post-image.reader.js';
import { TooManyImages } from '../post/post.errors.js';
import type { PostId } from '../post/post.js';
import { PostPolicy } from '../post/post.policy.js';
import { AddImageDto } from '../post/post-input.dto.js';
import { ImageService } from './image.service.js';

/** Pictures of posts. */
@Controller()
@ApiTags('Posts')
export class PostImageController {
  constructor(
    private readonly images: ImageService,
    private readonly reader: PostImageReader,
    private readonly media: MediaReader,
    private readonly policy: PostPolicy,
    private readonly people: UserPolicy,
  ) {}

  @Get('posts/:postId/images')
  @Endpoint({
    summary: 'List the pictures of a post',
    access: 'anyone',
    returns: pageOf(ImageDto),
  })
  async listPostImages(
    @CurrentViewer() viewer: MaybeViewer,
    @PathId('postId') postId: PostId,
    @ReadQuery() page: PageQuery,
  ): Promise<Page<Image>> {
    await this.policy.assertVisible(viewer, postId);
    return this.show(await this.reader.ofPost(postId, page));
  }

  @Get('users/:userId/images')
  @Endpoint({
    summary: 'List the pictures of a person’s posts',
    description: 'Of those posts that I may see, newest post first.',
    access: 'anyone',
    returns: pageOf(ImageDto),
  })
  async listUserImages(
    @CurrentViewer() viewer: MaybeViewer,
    @PathId('userId') userId: UserId,
    @ReadQuery() page: PageQuery,
  ): Promise<Page<Image>> {
    await this.people.assertVisible(viewer, userId);
    return this.show(await this.reader.byPerson(viewer, userId, page));
  }

  @Post('posts/:postId/images')
  @OwnedBy(PostPolicy, 'postId')
  @Endpoint({
    summary: 'Add a picture to an own post',
    description: 'After the others; at most 10.',
    access: 'user',
    returns: ImageDto,
    status: 201,
    problems: [Forbidden, MediaNotUsable, TooManyImages],
    idempotent: true,
  })
  async addPostImage(
    @CurrentViewer() viewer: Viewer,
    @PathId('postId') postId: PostId,
    @ReadForm(AddImageDto) form: Form<AddImageDto>,
  ) {
    const mediaId = await this.images.fillIn(viewer, postId, form);
    const found = orNotFound(await this.media.image(mediaId));
    return created(found.image, { location: `/v1/media/${mediaId}`, version: found.version });
  }

  @Delete('posts/:postId/images/:mediaId')
  @OwnedBy(PostPolicy, 'postId')
  @Endpoint({
    summary: 'Take a picture from an own post',
    description: 'The picture stays for a day and can be used again.',
    access: 'user',
    problems: [Forbidden, PreconditionFailed, NothingLeft],
  })
  removePostImage(
    @CurrentViewer() viewer: Viewer,
    @PathId('postId') postId: PostId,
    @PathId('mediaId') mediaId: MediaId,
    @IfMatch() expected: number | undefined,
  ): Promise<void> {
    return this.images.remove(viewer, postId, mediaId, expected);
  }

  private async show({ items, nextCursor }: Page<MediaId>): Promise<Page<Image>> {
    const images = await this.media.images(items);
    return { items: items.flatMap((id) => images.get(id) ?? []), nextCursor };
  }
}

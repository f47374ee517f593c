import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Id, MaybeViewer, UserId } from '#libs/kernel';
import { MediaAudience, MediaAudienceRegistry } from '#libs/media';
import { UserPolicy } from '#libs/social-graph';

/** The picture of a profile is for those who may see the card of the person. */
@Injectable()
export class ProfileMediaPolicy extends MediaAudience implements OnModuleInit {
  override readonly type = 'profile';

  constructor(
    private readonly people: UserPolicy,
    private readonly audiences: MediaAudienceRegistry,
  ) {
    super();
  }

  onModuleInit(): void {
    this.audiences.register(this);
  }

  override canSee(viewer: MaybeViewer, userIds: readonly UserId[]): Promise<ReadonlySet<Id>> {
    return this.people.visibleTo(viewer, userIds);
  }
}

import { BooleanField, IntegerField } from '#libs/http';

/** How the viewer stands to a person after following or taking it back. */
export class FollowStateDto {
  @BooleanField({ description: 'Whether the viewer follows the person.', example: true })
  following!: boolean;

  @BooleanField({
    description: 'Whether a request waits for the consent of the person.',
    example: false,
  })
  requested!: boolean;

  @IntegerField({
    description:
      'Followers of the person, this act included; `null` when the person can’t be seen any more.',
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    example: 42,
    nullable: true,
  })
  followerCount!: number | null;
}

/** How the viewer wants to see a followed person. */
export class FollowSettingsDto {
  @BooleanField({
    description: 'Whether what the person reposts is left out of my home feed.',
    example: true,
  })
  hideReposts!: boolean;
}

import { BooleanField, IntegerField } from '#libs/http';

/** The largest number that a counter can hold. */
const MAX_COUNT = 2_147_483_647;

/** My repost after the act. */
export class RepostDto {
  @BooleanField({ description: 'Whether I have reposted it now.' })
  reposted!: boolean;

  @IntegerField({
    min: 0,
    max: MAX_COUNT,
    nullable: true,
    description:
      'Reposts by active people, mine included; null when I can’t see the post any more.',
  })
  repostCount!: number | null;
}

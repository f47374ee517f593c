import { ObjectField } from '#libs/http';
import { PostDto } from '#libs/post';
import { ReasonDto } from '../reason/reason.dto.js';

/** A post that I may like, and why. */
export class RecommendedPostDto extends PostDto {
  @ObjectField(() => ReasonDto, { description: 'Why the post is recommended.' })
  reason!: ReasonDto;
}

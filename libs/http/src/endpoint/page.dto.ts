import type { Type } from '@nestjs/common';
import { ApiExtraModels } from '@nestjs/swagger';
import type { Page } from '#libs/kernel';
import { CursorField } from '../fields/cursor-field.js';
import { IntegerField } from '../fields/integer-field.js';
import { ListField } from '../fields/list-field.js';

/** Most items of one page. */
export const MAX_PAGE = 100;

/** What every list can be asked. Lists with filters extend it. */
export class PageQuery {
  @IntegerField({
    description: 'Most items of the page.',
    min: 1,
    max: MAX_PAGE,
    example: 20,
    default: 20,
    optional: true,
  })
  limit = 20;

  @CursorField({
    description: '`nextCursor` of the page before; without it the list starts from its beginning.',
    optional: true,
  })
  cursor?: string;
}

const pages = new Map<Type<object>, Type<Page<object>>>();

/**
 * The class of a page of these items, for `@Endpoint({ returns })`.
 *
 * @param richer what the items are instead when it is asked for: the same and more
 */
export function pageOf<Item extends object>(
  item: Type<Item>,
  richer?: Type<Item>,
): Type<Page<object>> {
  const known = pages.get(item);
  if (known && !richer) {
    return known;
  }
  class PageDto {
    @ListField({
      description: 'The items, in list order.',
      of: item,
      ...(richer && { orOf: richer }),
      maxItems: MAX_PAGE,
    })
    items!: Item[];

    @CursorField({
      description: 'Where the next page begins; `null` on the last page.',
      nullable: true,
    })
    nextCursor!: string | null;
  }
  Object.defineProperty(PageDto, 'name', { value: `${item.name.replace(/Dto$/, '')}PageDto` });
  ApiExtraModels(item, ...(richer ? [richer] : []))(PageDto);
  if (!richer) {
    pages.set(item, PageDto);
  }
  return PageDto;
}

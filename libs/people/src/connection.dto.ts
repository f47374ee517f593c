import { PageQuery, TextField } from '#libs/http';

/** Query of the viewer's own lists of people. */
export class ConnectionQuery extends PageQuery {
  @TextField({
    description: 'Only people whose nickname contains this, without regard to case.',
    minLength: 1,
    maxLength: 30,
    example: 'maru',
    optional: true,
  })
  nickname?: string;
}

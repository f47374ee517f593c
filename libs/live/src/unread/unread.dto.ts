import { IntegerField } from '#libs/http';

/** What is unread. */
export class UnreadDto {
  @IntegerField({ description: 'Notifications; 100 means 100 or more.', min: 0, max: 100 })
  notifications!: number;

  @IntegerField({ description: 'Messages; 100 means 100 or more.', min: 0, max: 100 })
  messages!: number;

  @IntegerField({
    description: 'Rooms of strangers who ask; 100 means 100 or more.',
    min: 0,
    max: 100,
  })
  requests!: number;
}

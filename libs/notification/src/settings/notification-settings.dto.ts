import { BooleanField, EnumField, ObjectField, TextField } from '#libs/http';
import {
  type Digest,
  DIGESTS,
  isTimeZone,
  type Language,
  LANGUAGES,
  type Source,
  SOURCES,
} from './notification-settings.js';

const FROM = {
  description: 'Of whose acts I am told: of everybody’s, of those whom I follow, of nobody’s.',
  values: SOURCES,
  name: 'NotificationSource',
} as const;
const PUSH = { description: 'Whether it is pushed.' };
const MAIL = { description: 'Whether the digest mail holds it.' };
const MESSAGES = { description: 'Messages. Who may write is a setting of the chat.' };
const REQUESTS = { description: 'First messages of strangers.' };

/** What I want of one kind. */
export class KindSettingDto {
  @EnumField(FROM)
  from!: Source;

  @BooleanField(PUSH)
  push!: boolean;

  @BooleanField(MAIL)
  mail!: boolean;
}

/** What is changed of one kind; what is left out stays. */
export class KindChangeDto {
  @EnumField({ ...FROM, optional: true })
  from?: Source;

  @BooleanField({ ...PUSH, optional: true })
  push?: boolean;

  @BooleanField({ ...MAIL, optional: true })
  mail?: boolean;
}

/** The same of messages. */
export class MessageKindChangeDto {
  @EnumField({
    description: 'Always `everyone`: who may write is a setting of the chat.',
    values: ['everyone'],
    name: 'MessageNotificationSource',
    optional: true,
  })
  from?: 'everyone';

  @BooleanField({ ...PUSH, optional: true })
  push?: boolean;

  @BooleanField({ ...MAIL, optional: true })
  mail?: boolean;
}

/** What I want, by kind. */
export class KindSettingsDto {
  @ObjectField(() => KindSettingDto, { description: 'Likes of my posts.' })
  'post-like'!: KindSettingDto;

  @ObjectField(() => KindSettingDto, { description: 'Likes of my comments.' })
  'comment-like'!: KindSettingDto;

  @ObjectField(() => KindSettingDto, { description: 'Comments under my posts.' })
  comment!: KindSettingDto;

  @ObjectField(() => KindSettingDto, { description: 'Replies to my comments.' })
  reply!: KindSettingDto;

  @ObjectField(() => KindSettingDto, { description: 'New followers.' })
  follow!: KindSettingDto;

  @ObjectField(() => KindSettingDto, { description: 'Requests to follow me.' })
  'follow-request'!: KindSettingDto;

  @ObjectField(() => KindSettingDto, { description: 'Requests of mine that were accepted.' })
  'follow-accepted'!: KindSettingDto;

  @ObjectField(() => KindSettingDto, { description: 'Mentions of me.' })
  mention!: KindSettingDto;

  @ObjectField(() => KindSettingDto, {
    description: 'Scheduled drafts of mine that could not be published.',
  })
  'publish-failed'!: KindSettingDto;
  @ObjectField(() => KindSettingDto, { description: 'Reposts of my posts.' })
  repost!: KindSettingDto;

  @ObjectField(() => KindSettingDto, { description: 'Quotes of my posts.' })
  quote!: KindSettingDto;

  @ObjectField(() => KindSettingDto, {
    description: 'Polls of mine, or that I voted in, that closed.',
  })
  'poll-closed'!: KindSettingDto;

  @ObjectField(() => KindSettingDto, MESSAGES)
  message!: KindSettingDto;

  @ObjectField(() => KindSettingDto, REQUESTS)
  'message-request'!: KindSettingDto;
}

/** What is changed, by kind; kinds that are left out stay. */
export class KindChangesDto {
  @ObjectField(() => KindChangeDto, { description: 'Likes of my posts.', optional: true })
  'post-like'?: KindChangeDto;

  @ObjectField(() => KindChangeDto, { description: 'Likes of my comments.', optional: true })
  'comment-like'?: KindChangeDto;

  @ObjectField(() => KindChangeDto, { description: 'Comments under my posts.', optional: true })
  comment?: KindChangeDto;

  @ObjectField(() => KindChangeDto, { description: 'Replies to my comments.', optional: true })
  reply?: KindChangeDto;

  @ObjectField(() => KindChangeDto, { description: 'New followers.', optional: true })
  follow?: KindChangeDto;

  @ObjectField(() => KindChangeDto, { description: 'Requests to follow me.', optional: true })
  'follow-request'?: KindChangeDto;

  @ObjectField(() => KindChangeDto, {
    description: 'Requests of mine that were accepted.',
    optional: true,
  })
  'follow-accepted'?: KindChangeDto;

  @ObjectField(() => KindChangeDto, { description: 'Mentions of me.', optional: true })
  mention?: KindChangeDto;

  @ObjectField(() => KindChangeDto, {
    description: 'Scheduled drafts of mine that could not be published.',
    optional: true,
  })
  'publish-failed'?: KindChangeDto;
  @ObjectField(() => KindChangeDto, { description: 'Reposts of my posts.', optional: true })
  repost?: KindChangeDto;

  @ObjectField(() => KindChangeDto, { description: 'Quotes of my posts.', optional: true })
  quote?: KindChangeDto;

  @ObjectField(() => KindChangeDto, {
    description: 'Polls of mine, or that I voted in, that closed.',
    optional: true,
  })
  'poll-closed'?: KindChangeDto;

  @ObjectField(() => MessageKindChangeDto, { ...MESSAGES, optional: true })
  message?: MessageKindChangeDto;

  @ObjectField(() => MessageKindChangeDto, { ...REQUESTS, optional: true })
  'message-request'?: MessageKindChangeDto;
}

const PREVIEWS = {
  description: 'Whether pushes and mails tell what it is about, or only that there is something.',
};
const DIGEST = {
  description: 'How often what I have not seen is mailed, at nine in the morning.',
  values: DIGESTS,
  name: 'NotificationDigest',
} as const;
const TIME_ZONE = {
  description: 'My time zone, a name of the IANA.',
  maxLength: 64,
  minLength: 1,
  example: 'Asia/Seoul',
  check: {
    code: 'invalid-format',
    detail: 'It must be the name of a time zone of the IANA.',
    passes: (value: unknown) => typeof value !== 'string' || isTimeZone(value),
  },
} as const;
const LANGUAGE = {
  description: 'The language of pushes and mails.',
  values: LANGUAGES,
  name: 'NotificationLanguage',
} as const;

/** How I want to be told. */
export class NotificationSettingsDto {
  @ObjectField(() => KindSettingsDto, { description: 'What I want of each kind.' })
  kinds!: KindSettingsDto;

  @BooleanField(PREVIEWS)
  previews!: boolean;

  @EnumField(DIGEST)
  digest!: Digest;

  @TextField(TIME_ZONE)
  timeZone!: string;

  @EnumField(LANGUAGE)
  language!: Language;
}

/** What is changed; what is left out stays. */
export class ChangeNotificationSettingsDto {
  @ObjectField(() => KindChangesDto, { description: 'Kinds that change.', optional: true })
  kinds?: KindChangesDto;

  @BooleanField({ ...PREVIEWS, optional: true })
  previews?: boolean;

  @EnumField({ ...DIGEST, optional: true })
  digest?: Digest;

  @TextField({ ...TIME_ZONE, optional: true })
  timeZone?: string;

  @EnumField({ ...LANGUAGE, optional: true })
  language?: Language;
}

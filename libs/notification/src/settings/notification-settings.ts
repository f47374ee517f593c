import { NOTIFICATION_KINDS, type NotificationKind } from '../notification/notification.js';

/** Kinds of which whom one is told by is decided elsewhere. */
export const MESSAGE_KINDS = ['message', 'message-request'] as const;

/** All kinds that there are settings of. */
export const SETTING_KINDS = [...NOTIFICATION_KINDS, ...MESSAGE_KINDS] as const;

export type SettingKind = NotificationKind | (typeof MESSAGE_KINDS)[number];

export const SOURCES = ['everyone', 'following', 'nobody'] as const;

/** Of whose acts one is told: of everybody's, of those whom one follows, of nobody's. */
export type Source = (typeof SOURCES)[number];

export const DIGESTS = ['off', 'daily', 'weekly'] as const;

/** How often what is unseen is mailed. */
export type Digest = (typeof DIGESTS)[number];

export const LANGUAGES = ['ko', 'en'] as const;

/** Of pushes and mails. */
export type Language = (typeof LANGUAGES)[number];

/** What one wants of a kind. */
export interface KindSetting {
  readonly from: Source;
  readonly push: boolean;
  readonly mail: boolean;
}

/** How one wants to be told. */
export interface NotificationSettings {
  readonly kinds: Readonly<Record<SettingKind, KindSetting>>;
  /** Whether pushes and mails tell what it is about. */
  readonly previews: boolean;
  readonly digest: Digest;
  /** Of the IANA. */
  readonly timeZone: string;
  readonly language: Language;
}

/** What is changed; what is left out stays. */
export type SettingsChange = Partial<Omit<NotificationSettings, 'kinds'>> & {
  readonly kinds?: KindChanges | undefined;
};

/** What differs from the beginning, or is changed, by kind. */
export type KindChanges = Partial<Record<SettingKind, Partial<KindSetting>>>;

/** What is stored: of the kinds only what differs from the beginning. */
export type StoredSettings = Omit<NotificationSettings, 'kinds'> & { readonly kinds: KindChanges };

/** Kinds that are not pushed at first: they come in crowds. */
const QUIET: readonly SettingKind[] = ['post-like', 'comment-like', 'follow'];

/** The settings of whoever has changed none. */
export const FIRST_SETTINGS: StoredSettings = {
  kinds: {},
  previews: true,
  digest: 'off',
  timeZone: 'Asia/Seoul',
  language: 'ko',
};

/** All settings, made of those that are stored. */
export function settingsOf(stored: StoredSettings): NotificationSettings {
  return { ...stored, kinds: eachKind((kind) => ({ ...firstOf(kind), ...stored.kinds[kind] })) };
}

/** What is to be stored after a change. */
export function changed(stored: StoredSettings, change: SettingsChange): StoredSettings {
  const { kinds = {}, ...rest } = change;
  const wanted = eachKind((kind) => ({ ...settingsOf(stored).kinds[kind], ...kinds[kind] }));
  const differing: KindChanges = {};
  for (const kind of SETTING_KINDS) {
    const difference = differenceOf(wanted[kind], firstOf(kind));
    if (Object.keys(difference).length > 0) {
      differing[kind] = difference;
    }
  }
  return { ...stored, ...rest, kinds: differing };
}

/** Whether a text names a time zone of the IANA: no offset, which knows no summer. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(text)) {
    return false;
  }
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

function firstOf(kind: SettingKind): KindSetting {
  return { from: 'everyone', push: !QUIET.includes(kind), mail: true };
}

function differenceOf(wanted: KindSetting, first: KindSetting): Partial<KindSetting> {
  return {
    ...(wanted.from !== first.from && { from: wanted.from }),
    ...(wanted.push !== first.push && { push: wanted.push }),
    ...(wanted.mail !== first.mail && { mail: wanted.mail }),
  };
}

function eachKind(of: (kind: SettingKind) => KindSetting): Record<SettingKind, KindSetting> {
  return {
    'post-like': of('post-like'),
    'comment-like': of('comment-like'),
    comment: of('comment'),
    reply: of('reply'),
    follow: of('follow'),
    'follow-request': of('follow-request'),
    'follow-accepted': of('follow-accepted'),
    mention: of('mention'),
    'publish-failed': of('publish-failed'),
    repost: of('repost'),
    quote: of('quote'),
    'poll-closed': of('poll-closed'),
    message: of('message'),
    'message-request': of('message-request'),
  };
}

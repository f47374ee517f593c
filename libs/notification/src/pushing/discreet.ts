import type { PushMessage } from '#libs/push';
import type { Language } from '../settings/notification-settings.js';

const WORDS: Record<Language, { readonly title: string; readonly body: string }> = {
  ko: { title: '마루', body: '새 소식이 있습니다' },
  en: { title: 'Maru', body: 'There is something new' },
};

/** A push for whoever wants no previews: that there is something, and nothing else. */
export function discreet(language: Language): PushMessage['data'] {
  return { type: 'something', ...WORDS[language] };
}

import { phraseOf, quoteOf } from '../pushing/words.js';
import type { NotificationDto } from '../reading/notification.dto.js';
import type { Language } from '../settings/notification-settings.js';

/** Most notifications that a digest tells one by one. */
export const MOST_LINES = 20;

/** What a digest tells. */
export interface Digest {
  readonly language: Language;
  readonly previews: boolean;
  readonly fullName: string;
  /** Newest first. */
  readonly notifications: readonly NotificationDto[];
  /** How many are unseen in all; 100 means 100 or more. */
  readonly unseen: number;
  /** Messages and requests that are not read. */
  readonly messages: number;
  readonly requests: number;
}

/** Where the links of a digest lead. */
export interface DigestLinks {
  /** The web client. */
  readonly home: string;
  /** Ends digests by one POST. */
  readonly unsubscribe: string;
}

/** A mail without its receiver. */
export interface DigestMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Writes a digest, with the headers by which mail programs offer to end it (RFC 2369, 2919, 8058). */
export function digestMail(digest: Digest, links: DigestLinks): DigestMail {
  const words = WORDS[digest.language];
  const lines = linesOf(digest);
  return {
    subject: words.subject(digest.unseen + digest.messages + digest.requests),
    text: [
      words.hello(digest.fullName),
      ...lines.map((line) => `• ${line}`),
      `${words.open}: ${links.home}`,
      `${words.stop}: ${links.unsubscribe}`,
    ].join('\n\n'),
    html: page([
      `<p>${escaped(words.hello(digest.fullName))}</p>`,
      `<ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`,
      `<p>${link(links.home, words.open)}</p>`,
      `<p><small>${link(links.unsubscribe, words.stop)}</small></p>`,
    ]),
    headers: {
      'List-Unsubscribe': `<${links.unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'List-Id': `<digest.${new URL(links.unsubscribe).hostname}>`,
    },
  };
}

function linesOf(digest: Digest): string[] {
  const words = WORDS[digest.language];
  const { notifications, unseen, messages, requests, previews, language } = digest;
  const told = previews ? notifications.map((one) => lineOf(one, language)) : [];
  const more = unseen - told.length;
  return [
    ...told,
    ...(more > 0 ? [words.more(amount(more), told.length > 0)] : []),
    ...(messages > 0 ? [words.messages(amount(messages))] : []),
    ...(requests > 0 ? [words.requests(amount(requests))] : []),
  ];
}

function lineOf(notification: NotificationDto, language: Language): string {
  const quote = quoteOf(notification);
  const phrase = phraseOf(notification, language);
  return quote === '' ? phrase : `${phrase}: ${quote}`;
}

function amount(count: number): string {
  return count >= 100 ? '99+' : String(count);
}

function link(address: string, text: string): string {
  return `<a href="${escaped(address)}">${escaped(text)}</a>`;
}

function page(parts: readonly string[]): string {
  return `<!doctype html>\n<html><body>\n${parts.join('\n')}\n</body></html>\n`;
}

/** Texts are chosen by people: they must not become markup. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.codePointAt(0))};`);
}

interface Wording {
  readonly subject: (count: number) => string;
  readonly hello: (name: string) => string;
  readonly more: (count: string, besides: boolean) => string;
  readonly messages: (count: string) => string;
  readonly requests: (count: string) => string;
  readonly open: string;
  readonly stop: string;
}

const WORDS: Record<Language, Wording> = {
  ko: {
    subject: (count) => `[마루] 새 소식 ${amount(count)}건`,
    hello: (name) => `${name}님, 안녕하세요. 아직 보지 않은 소식입니다.`,
    more: (count, besides) => (besides ? `그 밖의 알림 ${count}건` : `새 알림 ${count}건`),
    messages: (count) => `읽지 않은 메시지 ${count}건`,
    requests: (count) => `대화 요청 ${count}건`,
    open: '마루 열기',
    stop: '이 메일 그만 받기',
  },
  en: {
    subject: (count) => `[Maru] ${amount(count)} new for you`,
    hello: (name) => `Hello ${name}, this is what you have not seen yet.`,
    more: (count, besides) => (besides ? `${count} more notifications` : `${count} notifications`),
    messages: (count) => `${count} unread messages`,
    requests: (count) => `${count} people ask to write to you`,
    open: 'Open Maru',
    stop: 'Stop these mails',
  },
};

import { MOST_ACTORS } from '../notification/notification.js';
import type { NotificationDto } from '../reading/notification.dto.js';
import type { Language } from '../settings/notification-settings.js';

/** Most characters that a push or a line of a mail quotes. */
const MOST_QUOTED = 140;

/** Who did what. */
interface Happened extends Pick<NotificationDto, 'kind' | 'actorCount'> {
  readonly actors: readonly { readonly fullName: string }[];
}

/** On what. */
interface About {
  readonly comment: { readonly body: string } | null;
  readonly post: { readonly title: string } | null;
}

/** What happened, in one line: who did what. */
export function phraseOf({ kind, actors, actorCount }: Happened, language: Language): string {
  const who = nameOf(actors[0]?.fullName ?? '', actorCount, language);
  return PHRASES[language][kind](who);
}

/** What it is about: the answer, the liked comment or the post; nothing for follows. */
export function quoteOf({ comment, post }: About): string {
  return shortened(comment?.body ?? post?.title ?? '');
}

/** A text on one line, of at most 140 characters. */
export function shortened(text: string): string {
  const characters = Array.from(text.replace(/\s+/g, ' ').trim());
  return characters.length > MOST_QUOTED
    ? `${characters.slice(0, MOST_QUOTED - 1).join('')}…`
    : characters.join('');
}

function nameOf(name: string, count: number, language: Language): string {
  const more = count >= MOST_ACTORS ? `${String(MOST_ACTORS - 1)}+` : String(count - 1);
  if (language === 'ko') {
    return count > 1 ? `${name}님 외 ${more}명이` : `${name}님이`;
  }
  return count > 1 ? `${name} and ${more} ${count === 2 ? 'other' : 'others'}` : name;
}

type Phrase = (who: string) => string;

const PHRASES: Record<Language, Record<NotificationDto['kind'], Phrase>> = {
  ko: {
    'post-like': (who) => `${who} 회원님의 글을 좋아합니다`,
    'comment-like': (who) => `${who} 회원님의 댓글을 좋아합니다`,
    comment: (who) => `${who} 댓글을 남겼습니다`,
    reply: (who) => `${who} 답글을 남겼습니다`,
    follow: (who) => `${who} 회원님을 팔로우합니다`,
    'follow-request': (who) => `${who} 팔로우를 요청했습니다`,
    'follow-accepted': (who) => `${who} 팔로우 요청을 수락했습니다`,
    mention: (who) => `${who} 회원님을 언급했습니다`,
    'publish-failed': () => '예약한 글을 게시하지 못했습니다',
    repost: (who) => `${who} 회원님의 글을 리포스트했습니다`,
    quote: (who) => `${who} 회원님의 글을 인용했습니다`,
    'poll-closed': () => '투표가 끝났습니다',
  },
  en: {
    'post-like': (who) => `${who} liked your post`,
    'comment-like': (who) => `${who} liked your comment`,
    comment: (who) => `${who} commented on your post`,
    reply: (who) => `${who} replied to you`,
    follow: (who) => `${who} followed you`,
    'follow-request': (who) => `${who} asked to follow you`,
    'follow-accepted': (who) => `${who} accepted your request to follow`,
    mention: (who) => `${who} mentioned you`,
    'publish-failed': () => 'Your scheduled post could not be published',
    repost: (who) => `${who} reposted your post`,
    quote: (who) => `${who} quoted your post`,
    'poll-closed': () => 'A poll has closed',
  },
};

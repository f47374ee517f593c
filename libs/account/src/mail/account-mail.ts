import type { Client } from '#libs/http';

/** The language of a mail. */
export type MailLanguage = Client['language'];

/** A mail without its receiver. */
export interface MailBody {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

interface Wording {
  readonly subject: string;
  readonly lines: readonly string[];
  /** On the link. */
  readonly action?: string;
  readonly after?: readonly string[];
}

/** Asks for the verification of an address. Nobody has verified it: the mail holds nothing that somebody chose. */
export function verificationMail(language: MailLanguage, link: string): MailBody {
  return compose(
    language === 'ko'
      ? {
          subject: '[마루] 이메일 주소를 확인해 주세요',
          lines: ['안녕하세요.', '아래 링크를 눌러 이메일 주소를 확인해 주세요.'],
          action: '이메일 주소 확인',
          after: [
            '링크는 24시간 동안 한 번만 쓸 수 있습니다.',
            '직접 요청하지 않았다면 이 메일을 무시하세요.',
          ],
        }
      : {
          subject: '[Maru] Verify your email address',
          lines: ['Hello,', 'please follow this link to verify your email address.'],
          action: 'Verify the address',
          after: [
            'The link works once, within 24 hours.',
            'If you did not ask for this, ignore this mail.',
          ],
        },
    link,
  );
}

/** Lets somebody choose a new password. @param name of the owner, to an address that the owner has verified */
export function passwordResetMail(
  language: MailLanguage,
  name: string | undefined,
  link: string,
): MailBody {
  return compose(
    language === 'ko'
      ? {
          subject: '[마루] 비밀번호 재설정',
          lines: [greeting(language, name), '아래 링크에서 새 비밀번호를 정할 수 있습니다.'],
          action: '새 비밀번호 정하기',
          after: [
            '링크는 30분 동안 한 번만 쓸 수 있습니다.',
            '직접 요청하지 않았다면 이 메일을 무시하세요. 비밀번호는 바뀌지 않습니다.',
          ],
        }
      : {
          subject: '[Maru] Choose a new password',
          lines: [greeting(language, name), 'you can choose a new password with this link.'],
          action: 'Choose a new password',
          after: [
            'The link works once, within 30 minutes.',
            'If you did not ask for this, ignore this mail: your password stays as it is.',
          ],
        },
    link,
  );
}

/** Tells the old address that another one was asked for, or has taken its place. */
export function emailChangeMail(language: MailLanguage, stage: 'asked' | 'done'): MailBody {
  const ko =
    stage === 'asked'
      ? '계정의 이메일 주소를 바꾸려는 요청이 있었습니다. 새 주소가 확인되면 바뀝니다.'
      : '계정의 이메일 주소가 바뀌었습니다. 이 주소로는 더 이상 로그인할 수 없습니다.';
  const en =
    stage === 'asked'
      ? 'Somebody asked to change the email address of your account. It changes once the new one is verified.'
      : 'The email address of your account was changed. You can no longer log in with this one.';
  return compose(
    language === 'ko'
      ? {
          subject: '[마루] 이메일 주소 변경 안내',
          lines: [ko, '직접 요청하지 않았다면 곧바로 비밀번호를 바꾸고 관리자에게 알려 주세요.'],
        }
      : {
          subject: '[Maru] Your email address',
          lines: [en, 'If this was not you, change your password now and tell an administrator.'],
        },
  );
}

/** Tells the owner that the password is another one now. @param name to an address that the owner has verified */
export function passwordChangeMail(language: MailLanguage, name: string | undefined): MailBody {
  return compose(
    language === 'ko'
      ? {
          subject: '[마루] 비밀번호가 바뀌었습니다',
          lines: [
            greeting(language, name),
            '계정의 비밀번호가 바뀌었고, 다른 기기에서는 로그아웃되었습니다.',
            '직접 바꾸지 않았다면 곧바로 비밀번호를 재설정하고 관리자에게 알려 주세요.',
          ],
        }
      : {
          subject: '[Maru] Your password was changed',
          lines: [
            greeting(language, name),
            'the password of your account was changed, and your other devices were logged out.',
            'If this was not you, choose a new password now and tell an administrator.',
          ],
        },
  );
}

function greeting(language: MailLanguage, name: string | undefined): string {
  if (name === undefined) {
    return language === 'ko' ? '안녕하세요.' : 'Hello,';
  }
  return language === 'ko' ? `${name}님, 안녕하세요.` : `Hello ${name},`;
}

function compose({ subject, lines, action, after = [] }: Wording, link?: string): MailBody {
  const button =
    link === undefined || action === undefined
      ? []
      : [`<a href="${escapeHtml(link)}">${escapeHtml(action)}</a>`];
  const paragraphs = [...lines.map(escapeHtml), ...button, ...after.map(escapeHtml)];
  return {
    subject,
    text: [...lines, ...(link === undefined ? [] : [link]), ...after].join('\n\n') + '\n',
    html: `<!doctype html>\n<html><body>${paragraphs.map((text) => `<p>${text}</p>`).join('\n')}</body></html>\n`,
  };
}

/** Names are chosen by people: they must not become markup. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.codePointAt(0))};`);
}

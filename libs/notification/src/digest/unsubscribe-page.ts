import type { Language } from '../settings/notification-settings.js';

const WORDS = {
  ko: {
    title: '소식 메일 그만 받기',
    button: '그만 받기',
    done: '이제 소식 메일을 보내지 않습니다.',
  },
  en: {
    title: 'Stop digest mails',
    button: 'Stop these mails',
    done: 'You will get no digest mails any more.',
  },
} as const;

/** The policy of the page: nothing but its form. */
export const UNSUBSCRIBE_POLICY =
  "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/**
 * A page with one button, or that it was pressed. Looking at it changes nothing: programs that look through mails open
 * links. The form goes to the address of the page, so the token is never written into it.
 */
export function unsubscribePage(language: Language, isDone: boolean): string {
  const { title, button, done } = WORDS[language];
  const content = isDone
    ? `<p>${done}</p>`
    : `<form method="post"><button>${button}</button></form>`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${title}</title>
</head>
<body>
<h1>${title}</h1>
${content}
</body>
</html>
`;
}

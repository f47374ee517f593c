import { createHash } from 'node:crypto';
import type { Client } from '#libs/http';

/** What a page is for; also the path of the POST that it does. */
export type AccountPageKind = 'verify-email' | 'reset-password';

const SCRIPT = `
const form = document.querySelector('form');
const result = document.querySelector('output');
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = form.querySelector('button');
  button.disabled = true;
  const body = { token: new URLSearchParams(location.search).get('token') ?? '' };
  const password = form.querySelector('input');
  if (password) body.newPassword = password.value;
  try {
    const answer = await fetch('v1/auth/' + form.dataset.kind, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    result.textContent = answer.ok ? form.dataset.done : (await answer.json()).detail;
    if (answer.ok) form.hidden = true;
  } catch {
    result.textContent = form.dataset.failed;
  }
  button.disabled = false;
});
`;

const STYLE = `
body { font-family: system-ui, sans-serif; max-width: 26rem; margin: 4rem auto; padding: 0 1rem }
input, button { font: inherit; padding: .5rem; margin: .5rem 0; width: 100%; box-sizing: border-box }
`;

const WORDS = {
  en: {
    'verify-email': {
      title: 'Verify your email address',
      button: 'Verify',
      done: 'Your email address is verified.',
    },
    'reset-password': {
      title: 'Choose a new password',
      button: 'Set the password',
      done: 'Your new password is set. You can log in with it.',
    },
    password: 'New password, at least 10 characters',
    failed: 'The service can not be reached. Try again.',
  },
  ko: {
    'verify-email': {
      title: '이메일 주소 확인',
      button: '확인',
      done: '이메일 주소가 확인되었습니다.',
    },
    'reset-password': {
      title: '새 비밀번호 정하기',
      button: '저장',
      done: '새 비밀번호로 로그인할 수 있습니다.',
    },
    password: '새 비밀번호 (10자 이상)',
    failed: '서비스에 연결할 수 없습니다. 다시 시도해 주세요.',
  },
} as const;

/** The policy under which only the page's own script and style run. */
const POLICY = [
  `default-src 'none'`,
  `script-src ${hashOf(SCRIPT)}`,
  `style-src ${hashOf(STYLE)}`,
  `connect-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

/**
 * A page with one button. Nothing happens before it is pressed: programs that look through mails open links.
 * The token stays in the address and is never written into the page.
 */
export function accountPage(
  kind: AccountPageKind,
  language: Client['language'],
): { readonly html: string; readonly contentSecurityPolicy: string } {
  const words = WORDS[language];
  const { title, button, done } = words[kind];
  const input =
    kind === 'reset-password'
      ? `<label>${words.password}<input type="password" autocomplete="new-password" required minlength="10" maxlength="128"></label>`
      : '';
  const html = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${title}</h1>
<form data-kind="${kind}" data-done="${done}" data-failed="${words.failed}">
${input}
<button>${button}</button>
</form>
<output role="status"></output>
<script>${SCRIPT}</script>
</body>
</html>
`;
  return { html, contentSecurityPolicy: POLICY };
}

function hashOf(source: string): string {
  return `'sha256-${createHash('sha256').update(source).digest('base64')}'`;
}

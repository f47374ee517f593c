/** Somebody signed up at a running program. */
export interface Member {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly token: string;
}

let count = 0;

/** Signs up over HTTP. @throws Error with the answer when that is refused */
export async function signUp(url: string, headers: Record<string, string> = {}): Promise<Member> {
  count += 1;
  const nickname = `member${count}${Date.now().toString(36)}`;
  const email = `${nickname}@deploy.test`;
  const password = 'kettle-amber-window';
  const { user, tokens } = await json<{ user: { id: string }; tokens: { accessToken: string } }>(
    await fetch(`${url}/v1/auth/sign-up`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({
        email,
        password,
        nickname,
        fullName: 'A Member',
        birthday: '1995-04-30',
      }),
    }),
  );
  return { id: user.id, email, password, token: tokens.accessToken };
}

/** Publishes a post. @returns its id */
export async function publish(url: string, token: string, post: object): Promise<string> {
  const answer = await fetch(`${url}/v1/posts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(post),
  });
  return (await json<{ id: string }>(answer)).id;
}

/** The body of an answer. @throws Error with the body when the answer is not 2xx */
export async function json<T>(answer: Response): Promise<T> {
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(`${answer.status} ${answer.url}: ${text}`);
  }
  return JSON.parse(text) as T;
}

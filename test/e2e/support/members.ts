import { createECDH, randomBytes, randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { newBirthday } from './contacts.js';
import { call, form, json, send } from './wire.js';

/** Somebody signed in. */
export interface Member {
  readonly id: string;
  readonly email: string;
  /** In E.164 form; empty when there is none. */
  readonly phone: string;
  readonly nickname: string;
  readonly password: string;
  readonly token: string;
  readonly refreshToken: string;
}

let phones = Math.floor(Math.random() * 8_000) * 1_000;

/** Signs somebody up. */
export async function member(prefix: string): Promise<Member> {
  phones += 1;
  const nickname = `${prefix}.${phones.toString(36)}`;
  const email = `${nickname}@edge.test`;
  const password = `walnut-${nickname}-harbor`;
  const { user, tokens } = (await call('POST', '/v1/auth/sign-up', {
    body: {
      email,
      password,
      nickname,
      fullName: `${prefix} of the tests`,
      phone: `+8210${String(phones).padStart(8, '2')}`,
      birthday: newBirthday(),
    },
  })) as unknown as Signed;
  return {
    id: user.id,
    email,
    phone: user.phone ?? '',
    nickname,
    password,
    token: tokens.accessToken,
    refreshToken: tokens.refreshToken,
  };
}

interface Signed {
  user: { id: string; phone: string | null; profile: { nickname: string } };
  tokens: { accessToken: string; refreshToken: string };
}

/** Signs in again. */
export async function login(email: string, password: string): Promise<Member> {
  const { user, tokens } = (await call('POST', '/v1/auth/login', {
    body: { email, password },
  })) as unknown as Signed;
  return {
    id: user.id,
    email,
    phone: user.phone ?? '',
    nickname: user.profile.nickname,
    password,
    token: tokens.accessToken,
    refreshToken: tokens.refreshToken,
  };
}

/** The superuser that the program was started with. */
export function superuser(): Promise<Member> {
  return login('root@maru.test', 'a superuser of the tests');
}

/** What a browser sends to be pushed to, no two alike. */
export function browser(
  endpoint = `https://updates.push.services.mozilla.com/wpush/v2/${randomUUID()}`,
): object {
  const key = createECDH('prime256v1');
  return {
    endpoint,
    keys: {
      p256dh: key.generateKeys('base64url'),
      auth: randomBytes(16).toString('base64url'),
    },
  };
}

/** A small real JPEG, no two alike. */
export function jpeg(): Promise<Buffer> {
  const hue = (): number => Math.floor(Math.random() * 256);
  return sharp({
    create: { width: 40, height: 30, channels: 3, background: { r: hue(), g: hue(), b: hue() } },
  })
    .jpeg()
    .toBuffer();
}

/** Uploads a picture and tells its id. */
export async function picture({ token }: Member): Promise<string> {
  const { headers, body } = form({ name: 'file', filename: 'a.jpg', content: await jpeg() });
  const answer = await send({
    method: 'POST',
    target: '/v1/media',
    headers: { ...headers, authorization: `Bearer ${token}` },
    body,
  });
  if (answer.status !== 201) {
    throw new Error(`An upload was answered with ${answer.status}: ${answer.text}`);
  }
  return String(json(answer)['id']);
}

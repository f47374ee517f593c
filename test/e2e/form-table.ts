import { uploads } from './support/acts.js';
import type { Scene } from './support/scene.js';
import { browser } from './support/things.js';

/** What is wrong with the fields of a form, each by the code that its answer must have. */
export interface WrongForm {
  readonly form: (scene: Scene) => Promise<object> | object;
  readonly errors: Readonly<Record<string, string>>;
  /** The first code, when no field is malformed. One rule alone need not be told twice. */
  readonly refusal?: readonly [status: number, code: string];
}

const WEAK = 'qwertyuiop';
const PAST = '2020-01-01T00:00:00.000Z';
/** A poll that was over before it began. */
const OVER = { options: ['a', 'b'], closesAt: PAST };
const TOO_YOUNG = '2999-12-31';

/** A picture of somebody else, which nobody can use. */
export const foreign = async (scene: Scene) => [(await uploads(await scene.guest())).id];

/** Forms of several fields of which rules refuse some, by operation. */
export const FORMS: Readonly<Record<string, readonly WrongForm[]>> = {
  signUp: [
    {
      form: async (scene) => {
        const { email, phone, nickname } = await scene.guest();
        return { email, phone, nickname, password: WEAK, birthday: TOO_YOUNG, fullName: ' ', a: 1 };
      },
      errors: {
        '/a': 'unknown-field',
        '/fullName': 'too-short',
        '/birthday': 'too-young',
        '/password': 'weak-password',
        '/email': 'email-taken',
        '/phone': 'phone-taken',
        '/nickname': 'nickname-taken',
      },
    },
  ],
  editMe: [
    {
      form: async (scene) => {
        const { email, phone } = await scene.guest();
        const currentPassword = scene.owner.password;
        return { fullName: '', email, phone, currentPassword };
      },
      errors: { '/fullName': 'too-short', '/email': 'email-taken', '/phone': 'phone-taken' },
    },
    {
      form: async (scene) => {
        const { email, phone } = await scene.guest();
        return { fullName: '', email, phone, currentPassword: 'not the right one' };
      },
      errors: {
        '/fullName': 'too-short',
        '/currentPassword': 'invalid-credentials',
        '/phone': 'phone-taken',
      },
    },
    {
      form: async (scene) => {
        const { email, phone } = await scene.guest();
        return { email, phone };
      },
      errors: { '/currentPassword': 'required', '/phone': 'phone-taken' },
    },
    {
      form: async (scene) => {
        const { email, phone } = await scene.guest();
        return { email, phone, currentPassword: 'not the right one' };
      },
      errors: { '/currentPassword': 'invalid-credentials', '/phone': 'phone-taken' },
      refusal: [401, 'invalid-credentials'],
    },
    {
      form: async (scene) => {
        const { email, phone } = await scene.guest();
        return { email, phone, currentPassword: scene.owner.password };
      },
      errors: { '/email': 'email-taken', '/phone': 'phone-taken' },
      refusal: [409, 'email-taken'],
    },
  ],
  changePassword: [
    {
      form: () => ({ newPassword: WEAK }),
      errors: { '/currentPassword': 'required', '/newPassword': 'weak-password' },
    },
    {
      form: () => ({ currentPassword: 'not the right one', newPassword: 'short' }),
      errors: { '/currentPassword': 'invalid-credentials', '/newPassword': 'too-short' },
    },
    {
      form: () => ({ currentPassword: 'not the right one', newPassword: WEAK }),
      errors: { '/currentPassword': 'invalid-credentials', '/newPassword': 'weak-password' },
      refusal: [401, 'invalid-credentials'],
    },
    {
      form: ({ owner }) => ({ currentPassword: owner.password, newPassword: owner.email }),
      errors: { '/newPassword': 'weak-password' },
      refusal: [422, 'weak-password'],
    },
  ],
  resetPassword: [
    {
      form: () => ({ token: 'nobody-has-this-one', newPassword: WEAK }),
      errors: { '/token': 'token-invalid', '/newPassword': 'weak-password' },
      refusal: [422, 'token-invalid'],
    },
    {
      form: () => ({ token: 'nobody-has-this-one', newPassword: 'short' }),
      errors: { '/token': 'token-invalid', '/newPassword': 'too-short' },
    },
    {
      form: async (scene) => ({
        token: await scene.resetToken(),
        newPassword: (await scene.guest()).email,
        a: 1,
      }),
      errors: { '/a': 'unknown-field', '/newPassword': 'weak-password' },
    },
  ],
  editMyProfile: [
    {
      form: async (scene) => {
        const { nickname } = await scene.guest();
        return { nickname, birthday: TOO_YOUNG, isPublic: 'yes', meetTime: 'never' };
      },
      errors: {
        '/isPublic': 'wrong-type',
        '/meetTime': 'not-allowed',
        '/birthday': 'too-young',
        '/nickname': 'nickname-taken',
      },
    },
  ],
  publishPost: [
    {
      form: () => ({ title: '', status: 'draft', publishAt: PAST }),
      errors: {
        '/title': 'too-short',
        '/body': 'required',
        '/publishAt': 'publish-time-passed',
      },
    },
    {
      form: () => ({ publishAt: PAST }),
      errors: {
        '/body': 'required',
        '/publishAt': 'not-a-draft',
      },
    },
    {
      form: async (scene) => ({ poll: OVER, mediaIds: await foreign(scene) }),
      errors: { '/poll/closesAt': 'poll-time-out-of-range', '/mediaIds': 'media-not-usable' },
      refusal: [422, 'media-not-usable'],
    },
    { form: () => ({ title: '' }), errors: { '/title': 'too-short', '/body': 'required' } },
    {
      form: async (scene) => ({ title: '', body: ' ', mediaIds: await foreign(scene) }),
      errors: { '/title': 'too-short', '/body': 'blank', '/mediaIds': 'media-not-usable' },
    },
    {
      form: async (scene) => ({ body: 'x', mediaIds: await foreign(scene) }),
      errors: {},
      refusal: [422, 'media-not-usable'],
    },
    {
      form: () => ({ body: ' ', quotedPostId: '12' }),
      errors: { '/body': 'blank', '/quotedPostId': 'not-shareable' },
    },
    {
      form: async (scene) => ({ mediaIds: await foreign(scene), quotedPostId: '12' }),
      errors: { '/mediaIds': 'media-not-usable', '/quotedPostId': 'not-shareable' },
      refusal: [422, 'media-not-usable'],
    },
    {
      form: () => ({ quotedPostId: '12' }),
      errors: {},
      refusal: [422, 'not-shareable'],
    },
  ],
  editPost: [
    {
      form: () => ({ title: '', publishAt: PAST, poll: OVER }),
      errors: {
        '/title': 'too-short',
        '/publishAt': 'already-published',
        '/poll/closesAt': 'poll-time-out-of-range',
      },
    },
    {
      form: async (scene) => ({ body: ' ', status: 'draft', mediaIds: await foreign(scene) }),
      errors: {
        '/body': 'blank',
        '/status': 'already-published',
        '/mediaIds': 'media-not-usable',
      },
    },
    {
      form: () => ({ body: '', status: 'draft' }),
      errors: { '/status': 'already-published', '/body': 'nothing-left' },
      refusal: [422, 'already-published'],
    },
    {
      form: async (scene) => ({ status: 'draft', mediaIds: await foreign(scene) }),
      errors: { '/status': 'already-published', '/mediaIds': 'media-not-usable' },
      refusal: [422, 'already-published'],
    },
  ],
  addPostImage: [
    {
      form: async (scene) => ({ mediaId: (await foreign(scene))[0], a: 1 }),
      errors: { '/a': 'unknown-field', '/mediaId': 'media-not-usable' },
    },
  ],
  shareStory: [
    {
      form: async (scene) => ({ mediaId: (await foreign(scene))[0], text: '', audience: 'all' }),
      errors: {
        '/text': 'too-short',
        '/audience': 'not-allowed',
        '/mediaId': 'media-not-usable',
      },
    },
    {
      form: async (scene) => ({ mediaId: (await foreign(scene))[0] }),
      errors: {},
      refusal: [422, 'media-not-usable'],
    },
  ],
  writeComment: [
    {
      form: () => ({ body: '', parentId: '12' }),
      errors: { '/body': 'too-short', '/parentId': 'parent-not-found' },
    },
    {
      form: () => ({ body: 'x', parentId: '12' }),
      errors: {},
      refusal: [422, 'parent-not-found'],
    },
  ],
  subscribe: [
    {
      form: () => ({ ...browser('https://127.0.0.1/push'), keys: {}, a: 1 }),
      errors: {
        '/a': 'unknown-field',
        '/keys/p256dh': 'required',
        '/keys/auth': 'required',
        '/endpoint': 'endpoint-refused',
      },
    },
    {
      form: () => browser('https://push.nobody.example/x'),
      errors: { '/endpoint': 'endpoint-refused' },
      refusal: [422, 'endpoint-refused'],
    },
  ],
  sendMessage: [
    {
      form: async (scene) => ({ clientId: 'not this', body: '', mediaIds: await foreign(scene) }),
      errors: {
        '/clientId': 'invalid-format',
        '/body': 'too-short',
        '/mediaIds': 'media-not-usable',
      },
    },
    {
      form: async (scene) => ({ clientId: 'a-picture', mediaIds: await foreign(scene) }),
      errors: {},
      refusal: [422, 'media-not-usable'],
    },
  ],
  administerAccount: [
    {
      form: async (scene) => ({ fullName: '', phone: (await scene.guest()).phone }),
      errors: { '/reason': 'required', '/fullName': 'too-short', '/phone': 'phone-taken' },
    },
    {
      form: async (scene) => ({ phone: (await scene.guest()).phone, reason: 'For the tests' }),
      errors: {},
      refusal: [409, 'phone-taken'],
    },
  ],
};

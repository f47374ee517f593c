import { uploads } from './acts.js';
import { newBirthday } from './contacts.js';
import { type Operation, operations } from './operations.js';
import type { Person } from './people.js';
import type { Scene } from './scene.js';
import { browser, jpeg } from './things.js';
import { form, type Outgoing } from './wire.js';

/** With what a caller signs in. */
type Credentials = Pick<Person, 'email' | 'password' | 'refreshToken'>;

/** What a row of the table sends. */
interface Sent {
  /** What stands in the path instead of the owner's. */
  readonly path?: (scene: Scene) => Promise<string> | string;
  readonly body?: (scene: Scene, caller: Credentials | undefined) => Promise<object> | object;
}

/** What stands in a path: the owner, or a thing of the owner. */
const OF_OWNER: Record<string, (scene: Scene) => Promise<string> | string> = {
  userId: ({ owner }) => owner.id,
  nickname: ({ owner }) => owner.nickname,
  postId: (scene) => scene.postId(),
  slug: (scene) => scene.slug(),
  quotingPostId: (scene) => scene.quotingPostId(),
  commentId: (scene) => scene.commentId(),
  mediaId: (scene) => scene.mediaId(),
  sessionId: (scene) => scene.sessionId(),
  exportId: (scene) => scene.exportId(),
  storyId: (scene) => scene.storyId(),
  tag: () => 'hills',
  roomId: (scene) => scene.roomId(),
  messageId: (scene) => scene.messageId(),
  subscriptionId: (scene) => scene.subscriptionId(),
  notificationId: (scene) => scene.notificationId(),
  listId: (scene) => scene.listId(),
  searchId: (scene) => scene.searchId(),
};

const reason = 'For the tests';
const NEW_PASSWORD = 'chestnut-ladder-violin';

/** Of the rows that need more than their path. */
const SENT: Record<string, Sent> = {
  signUp: {
    body: async (scene) => {
      const { nickname } = await scene.guest();
      const serial = Math.floor(Math.random() * 10_000_000);
      return {
        email: `new.${nickname}@edge.test`,
        password: NEW_PASSWORD,
        fullName: 'New',
        phone: `+82103${String(serial).padStart(7, '0')}`,
        nickname: `new.${nickname}`,
        birthday: newBirthday(),
      };
    },
  },
  login: {
    body: (_, { email, password } = NOBODY) => ({ email, password }),
  },
  refreshTokens: { body: (_, { refreshToken } = NOBODY) => ({ refreshToken }) },
  verifyEmail: { body: async (scene) => ({ token: await scene.verificationToken() }) },
  forgotPassword: { body: async (scene) => ({ email: (await scene.guest()).email }) },
  resetPassword: {
    body: async (scene) => ({ token: await scene.resetToken(), newPassword: NEW_PASSWORD }),
  },
  subscribe: { body: () => browser() },
  editMe: { body: () => ({ fullName: 'Renamed' }) },
  deleteMe: { body: (_, { password } = NOBODY) => ({ password }) },
  changePassword: {
    body: (_, { password } = NOBODY) => ({ currentPassword: password, newPassword: NEW_PASSWORD }),
  },
  editMyProfile: { body: () => ({ bio: 'Edited' }) },
  acceptFollowRequest: { path: (scene) => scene.askingId() },
  refuseFollowRequest: { path: (scene) => scene.askingId() },
  seeNotifications: { body: async (scene) => ({ upTo: await scene.notificationId() }) },
  changeNotificationSettings: { body: () => ({ previews: false }) },
  removeMyFollower: { path: ({ cast }) => cast.follower.id },
  changeFollowSettings: { body: () => ({ hideReposts: true }) },
  publishPost: { body: () => ({ body: 'Published' }) },
  pinPosts: { body: () => ({ postIds: [] }) },
  editPost: { body: () => ({ body: 'Edited' }) },
  vote: { path: (scene) => scene.askedPostId(), body: () => ({ choices: [0] }) },
  addPostImage: { body: async (scene) => ({ mediaId: await scene.looseMediaId() }) },
  writeComment: { body: () => ({ body: 'Written' }) },
  editComment: { body: () => ({ body: 'Edited' }) },
  'editComment of a guest': {
    path: (scene) => scene.guestCommentId(),
    body: () => ({ body: 'Edited' }),
  },
  'removeComment of a guest': { path: (scene) => scene.guestCommentId() },
  openUpload: { body: () => ({ name: 'a.jpg', mimeType: 'image/jpeg', bytes: 1_000 }) },
  completeUpload: { path: (scene) => scene.openedMediaId() },
  'readMedia in no post': { path: (scene) => scene.looseMediaId() },
  describeMedia: { body: () => ({ altText: 'Described' }) },
  'describeMedia in no post': {
    path: (scene) => scene.looseMediaId(),
    body: () => ({ altText: 'Described' }),
  },
  'removeMedia in no post': { path: (scene) => scene.looseMediaId() },
  administerAccount: { body: () => ({ fullName: 'Renamed', reason }) },
  'administerAccount: role': { body: () => ({ role: 'admin', reason }) },
  'administerAccount of an admin': {
    path: (scene) => scene.colleagueId(),
    body: () => ({ isActive: false, reason }),
  },
  eraseAccount: { path: (scene) => scene.leaverId(), body: () => ({ reason }) },
  shareStory: {
    body: async ({ cast }, caller) => {
      const sharer = Object.values(cast).find(
        ({ email }) => email === caller?.email && email !== cast.suspended.email,
      );
      return { mediaId: sharer === undefined ? '1' : (await uploads(sharer)).id };
    },
  },
  sendMessage: { body: () => ({ clientId: 'answer', body: 'Written' }) },
  createPeopleList: { body: () => ({ name: 'Listed' }) },
  renamePeopleList: { body: () => ({ name: 'Renamed' }) },
  rememberSearch: { body: () => ({ text: 'looked for' }) },
  editRoom: { body: () => ({ isMuted: true }) },
  markRoomRead: { body: () => ({ number: 1 }) },
  editChatSettings: { body: () => ({ presence: true }) },
  moderatePost: { body: () => ({ isActive: false, reason }) },
  moderateComment: { body: () => ({ isActive: false, reason }) },
  moderateMedia: { body: () => ({ isActive: false, reason }) },
  moderateStory: { body: () => ({ isActive: false, reason }) },
};

/** What an anonymous caller claims to be. */
const NOBODY: Credentials = {
  email: 'nobody@edge.test',
  password: 'nobody has this one',
  refreshToken: 'nobody-has-this-one',
};

/** The operation of a row: the first word of its name. @throws Error when the document has none */
export function operationOf(row: string): Operation {
  const id = /^\w+/.exec(row)?.[0];
  const operation = operations.find((one) => one.id === id);
  if (operation === undefined) {
    throw new Error(`The document has no operation for the row "${row}".`);
  }
  return operation;
}

/** The rows for which something is sent that the table must hold. */
export const namedRows: readonly string[] = Object.keys(SENT);

/** The request of a row, by a caller; makes the things that it is about. */
export async function requestOf(
  row: string,
  scene: Scene,
  caller: Person | undefined,
): Promise<Outgoing> {
  const { method, path, upload } = operationOf(row);
  const { path: instead, body } = SENT[row] ?? {};
  const authorization = caller && { authorization: `Bearer ${caller.token}` };
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  let target = path;
  for (const name of parameters) {
    const make = instead ?? OF_OWNER[name];
    if (make === undefined) {
      throw new Error(`The scene has nothing for {${name}} of ${path}: teach it.`);
    }
    target = target.replace(`{${name}}`, encodeURIComponent(await make(scene)));
  }
  if (upload) {
    const file = form({ name: 'file', filename: 'a.jpg', content: await jpeg() });
    return { method, target, headers: { ...file.headers, ...authorization }, body: file.body };
  }
  return body === undefined
    ? { method, target, headers: { ...authorization } }
    : {
        method,
        target,
        headers: { 'content-type': 'application/json', ...authorization },
        body: JSON.stringify(await body(scene, caller)),
      };
}

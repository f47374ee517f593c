import { type Caller, CALLERS } from './support/cast.js';

/** Who gets which status. */
export type Statuses = Readonly<Record<Caller, number>>;

/**
 * What each operation of the OpenAPI document answers to each caller. The first word of a line is an `operationId`;
 * words after it tell what is different from the following.
 *
 * - The callers are described at `CALLERS`.
 * - A thing in the path belongs to the owner, whose profile is public: a published public post, a story for everybody,
 *   a comment of the owner under the post, a picture in it, a session, an export, a notification, a request to follow, a direct
 *   upload. A person in the path is the owner; for `removeMyFollower` the follower, for `eraseAccount` a guest.
 * - Operations under `/v1/me` are about the caller, and `login` and `refreshTokens` use what is the caller's own; an
 *   anonymous caller makes it up. `verifyEmail` and `resetPassword` use the mail of a guest.
 * - `guest` is one more person without any tie to the others.
 * - What changes something has a cast and things of its own, so that no cell depends on another.
 */
const OPERATIONS = `
operation                     anonymous stranger  follower  blocked   owner     suspended admin     superuser

checkLiveness                 200       200       200       200       200       200       200       200
checkReadiness                200       200       200       200       200       200       200       200
checkHealth                   200       200       200       200       200       200       200       200
readVersion                   200       200       200       200       200       200       200       200
readMetrics                   200       200       200       200       200       200       200       200

signUp                        201       201       201       201       201       201       201       201
login                         401       200       200       200       200       403       200       200
refreshTokens                 401       200       200       200       200       401       200       200
verifyEmail                   204       204       204       204       204       204       204       204
forgotPassword                202       202       202       202       202       202       202       202
resetPassword                 204       204       204       204       204       204       204       204
resendVerification            401       202       202       202       202       401       202       202
logout                        401       204       204       204       204       401       204       204
listSessions                  401       200       200       200       200       401       200       200
endOtherSessions              401       204       204       204       204       401       204       204
endSession                    401       404       404       404       204       401       404       404

getMe                         401       200       200       200       200       401       200       200
editMe                        401       200       200       200       200       401       200       200
deleteMe                      401       204       204       204       204       401       204       204
changePassword                401       204       204       204       204       401       204       204
getMyProfile                  401       200       200       200       200       401       200       200
editMyProfile                 401       200       200       200       200       401       200       200
setMyPicture                  401       200       200       200       200       401       200       200
removeMyPicture               401       204       204       204       204       401       204       204
requestExport                 401       202       202       202       202       401       202       202
getExport                     401       404       404       404       200       401       404       404
readPushKey                   200       200       200       200       200       200       200       200
listPushSubscriptions         401       200       200       200       200       401       200       200
subscribe                     401       201       201       201       201       401       201       201
unsubscribePush               401       204       204       204       204       401       204       204
countUnread                   401       200       200       200       200       401       200       200
openStream                    401       200       200       200       200       401       200       200
listNotifications             401       200       200       200       200       401       200       200
listNotificationActors        401       404       404       404       200       401       404       404
seeNotifications              401       404       404       404       200       401       404       404
removeNotification            401       204       204       204       204       401       204       204
getNotificationSettings       401       200       200       200       200       401       200       200
changeNotificationSettings    401       200       200       200       200       401       200       200
listMyPosts                   401       200       200       200       200       401       200       200
listMyComments                401       200       200       200       200       401       200       200
listMyMentions                401       200       200       200       200       401       200       200
pinPosts                      401       200       200       200       200       401       200       200
listMyImages                  401       200       200       200       200       401       200       200
listBookmarks                 401       200       200       200       200       401       200       200
listLikedPosts                401       200       200       200       200       401       200       200
listLikedComments             401       200       200       200       200       401       200       200
listMyFollowers               401       200       200       200       200       401       200       200
listMyFollowing               401       200       200       200       200       401       200       200
listMyFollowRequests          401       200       200       200       200       401       200       200
listMyBlocks                  401       200       200       200       200       401       200       200
listMyMutes                   401       200       200       200       200       401       200       200
listPeopleLists               401       200       200       200       200       401       200       200
createPeopleList              401       201       201       201       201       401       201       201
readPeopleList                401       404       404       404       200       401       404       404
renamePeopleList              401       404       404       404       200       401       404       404
deletePeopleList              401       404       404       404       204       401       404       404
listPeopleListMembers         401       404       404       404       200       401       404       404
readListFeed                  401       404       404       404       200       401       404       404
addPeopleListMember           401       404       404       404       204       401       404       404
removePeopleListMember        401       404       404       404       204       401       404       404
listSuggestedUsers            401       200       200       200       200       401       200       200
listRecentSearches            401       200       200       200       200       401       200       200
rememberSearch                401       200       200       200       200       401       200       200
forgetSearches                401       204       204       204       204       401       204       204
forgetSearch                  401       204       204       204       204       401       204       204
listDismissals                401       200       200       200       200       401       200       200
dismissUser                   401       204       204       404       204       401       204       204
undismissUser                 401       204       204       204       204       401       204       204
undismissTag                  401       204       204       204       204       401       204       204
dismissTag                    401       204       204       204       204       401       204       204
dismissPost                   401       204       204       404       204       401       204       204
undismissPost                 401       204       204       204       204       401       204       204
acceptFollowRequest           401       404       404       404       204       401       404       404
refuseFollowRequest           401       404       404       404       204       401       404       404
removeMyFollower              401       204       204       204       204       401       204       204

listUsers                     200       200       200       200       200       401       200       200
getUser                       200       200       200       404       200       401       200       200
getUserByNickname             200       200       200       404       200       401       200       200
listUserPosts                 200       200       200       404       200       401       200       200
listPins                      200       200       200       404       200       401       200       200
listCommentsOfUser            200       200       200       404       200       401       200       200
listUserImages                200       200       200       404       200       401       200       200
listFollowersOfUser           200       200       200       404       200       401       200       200
listFollowingOfUser           200       200       200       404       200       401       200       200
listSimilarUsers              200       200       200       404       200       401       200       200
followUser                    401       200       200       404       422       401       200       200
changeFollowSettings          401       404       204       404       404       401       404       404
unfollowUser                  401       200       200       200       422       401       200       200
blockUser                     401       204       204       204       422       401       204       204
unblockUser                   401       204       204       204       422       401       204       204
muteUser                      401       204       204       404       422       401       204       204
unmuteUser                    401       204       204       204       422       401       204       204

listPosts                     200       200       200       200       200       401       200       200
readExploreFeed               200       200       200       200       200       401       200       200
listTags                      200       200       200       200       200       401       200       200
readHomeFeed                  401       200       200       200       200       401       200       200
readRecommendedFeed           401       200       200       200       200       401       200       200
publishPost                   401       201       201       201       201       401       201       201
readPost                      200       200       200       404       200       401       200       200
readPostBySlug                200       200       200       404       200       401       200       200
listPostImages                200       200       200       404       200       401       200       200
listPostLikers                200       200       200       404       200       401       200       200
listPostReposters             200       200       200       404       200       401       200       200
listPostQuotes                200       200       200       404       200       401       200       200
listSimilarPosts              200       200       200       404       200       401       200       200
listPostComments              200       200       200       404       200       401       200       200
readThread                    200       200       200       404       200       401       200       200
listPostHistory               401       403       403       404       200       401       200       200
editPost                      401       403       403       404       200       401       403       403
removePost                    401       403       403       404       204       401       403       403
addPostImage                  401       403       403       404       201       401       403       403
removePostImage               401       403       403       404       204       401       403       403
mutePost                      401       204       204       404       204       401       204       204
unmutePost                    401       204       204       204       204       401       204       204
vote                          401       200       200       404       200       401       200       200
likePost                      401       200       200       404       200       401       200       200
unlikePost                    401       200       200       200       200       401       200       200
bookmarkPost                  401       200       200       404       200       401       200       200
unbookmarkPost                401       200       200       200       200       401       200       200
repostPost                    401       200       200       404       200       401       200       200
unrepostPost                  401       200       200       200       200       401       200       200
detachQuote                   401       403       403       404       204       401       403       403

writeComment                  401       201       201       404       201       401       201       201
readComment                   200       200       200       404       200       401       200       200
listReplies                   200       200       200       404       200       401       200       200
readCommentContext            200       200       200       404       200       401       200       200
listCommentLikers             200       200       200       404       200       401       200       200
editComment                   401       403       403       404       200       401       403       403
editComment of a guest        401       403       403       404       403       401       403       403
removeComment                 401       403       403       404       204       401       403       403
removeComment of a guest      401       403       403       404       204       401       403       403
likeComment                   401       200       200       404       200       401       200       200
unlikeComment                 401       200       200       200       200       401       200       200

readStoryFeed                 401       200       200       200       200       401       200       200
shareStory                    401       201       201       201       201       401       201       201
listPersonStories             200       200       200       404       200       401       200       200
readStory                     200       200       200       404       200       401       200       200
removeStory                   401       403       403       404       204       401       403       403
markStorySeen                 401       204       204       404       204       401       204       204
listStoryViewers              401       403       403       404       200       401       403       403

openRoom                      401       200       200       404       422       401       200       200
listRooms                     401       200       200       200       200       401       200       200
readRoom                      401       404       404       404       200       401       404       404
editRoom                      401       404       404       404       200       401       404       404
removeRoom                    401       404       404       404       204       401       404       404
acceptRoom                    401       404       404       404       200       401       404       404
tellTyping                    401       404       404       404       204       401       404       404
markRoomRead                  401       404       404       404       200       401       404       404
listMessages                  401       404       404       404       200       401       404       404
sendMessage                   401       404       404       404       201       401       404       404
removeMessage                 401       404       404       404       204       401       404       404
getChatSettings               401       200       200       200       200       401       200       200
editChatSettings              401       200       200       200       200       401       200       200

uploadMedia                   401       201       201       201       201       401       201       201
openUpload                    401       201       201       201       201       401       201       201
completeUpload                401       404       404       404       200       401       404       404
readMedia                     200       200       200       404       200       401       200       200
readMedia in no post          404       404       404       404       200       401       404       404
describeMedia                 401       403       403       404       200       401       403       403
describeMedia in no post      401       404       404       404       200       401       404       404
removeMedia                   401       403       403       404       204       401       403       403
removeMedia in no post        401       404       404       404       204       401       404       404

listAccounts                  401       403       403       403       403       401       200       200
getAccount                    401       403       403       403       403       401       200       200
administerAccount             401       403       403       403       403       401       200       200
administerAccount: role       401       403       403       403       403       401       403       200
administerAccount of an admin 401       403       403       403       403       401       403       200
eraseAccount                  401       403       403       403       403       401       403       202
listPostsAsAdmin              401       403       403       403       403       401       200       200
readPostAsAdmin               401       403       403       403       403       401       200       200
moderatePost                  401       403       403       403       403       401       200       200
listCommentsAsAdmin           401       403       403       403       403       401       200       200
readCommentAsAdmin            401       403       403       403       403       401       200       200
moderateComment               401       403       403       403       403       401       200       200
listMediaAsAdmin              401       403       403       403       403       401       200       200
readMediaAsAdmin              401       403       403       403       403       401       200       200
moderateMedia                 401       403       403       403       403       401       200       200
listStoriesAsAdmin            401       403       403       403       403       401       200       200
readStoryAsAdmin              401       403       403       403       403       401       200       200
moderateStory                 401       403       403       403       403       401       200       200
listFollowsAsAdmin            401       403       403       403       403       401       200       200
listAuditLog                  401       403       403       403       403       401       200       200
`;

/** What the lines of the second table call. All of it is about the owner or a post of the owner. */
export const CALLS: Readonly<Record<string, readonly string[]>> = {
  read: [
    'readPost',
    'readPostBySlug',
    'listPostImages',
    'listPostLikers',
    'listPostReposters',
    'listPostQuotes',
    'listSimilarPosts',
    'listPostComments',
    'readThread',
    'readComment',
    'readCommentContext',
    'listReplies',
    'listCommentLikers',
  ],
  picture: ['readMedia'],
  react: ['likePost', 'bookmarkPost', 'likeComment'],
  share: ['repostPost'],
  reply: ['writeComment'],
  change: ['editPost', 'editComment'],
  describe: ['describeMedia'],
  history: ['listPostHistory'],
  card: ['getUser', 'getUserByNickname', 'listUserPosts', 'listCommentsOfUser', 'listUserImages'],
  edges: ['listFollowersOfUser', 'listFollowingOfUser'],
};

/** What has happened to the post of the second table, or to its author. */
export type Lot =
  | 'for followers'
  | 'private'
  | 'draft'
  | 'of a private profile'
  | 'deactivated'
  | 'of a suspended owner';

/**
 * The same, where the post of the owner is not for everyone. A suspended owner calls with a token
 * from before. Nobody but administrators, in their own operations, sees a deactivated post or its pictures.
 */
const HIDDEN = `
post                  calls    anonymous stranger  follower  blocked   owner     suspended admin     superuser

for followers         read     404       404       200       404       200       401       404       404
for followers         picture  404       404       200       404       200       401       404       404
for followers         react    401       404       200       404       200       401       404       404
for followers         share    401       404       422       404       422       401       404       404
for followers         reply    401       404       201       404       201       401       404       404
for followers         change   401       404       403       404       200       401       404       404
for followers         describe 401       404       403       404       200       401       404       404
for followers         history  401       404       403       404       200       401       200       200

private               read     404       404       404       404       200       401       404       404
private               picture  404       404       404       404       200       401       404       404
private               react    401       404       404       404       200       401       404       404
private               share    401       404       404       404       422       401       404       404
private               reply    401       404       404       404       201       401       404       404
private               change   401       404       404       404       200       401       404       404
private               describe 401       404       404       404       200       401       404       404
private               history  401       404       404       404       200       401       200       200

draft                 read     404       404       404       404       200       401       404       404
draft                 picture  404       404       404       404       200       401       404       404
draft                 react    401       404       404       404       200       401       404       404
draft                 share    401       404       404       404       422       401       404       404
draft                 reply    401       404       404       404       201       401       404       404
draft                 change   401       404       404       404       200       401       404       404
draft                 describe 401       404       404       404       200       401       404       404
draft                 history  401       404       404       404       200       401       200       200

of a private profile  read     404       404       200       404       200       401       404       404
of a private profile  picture  404       404       200       404       200       401       404       404
of a private profile  react    401       404       200       404       200       401       404       404
of a private profile  share    401       404       422       404       422       401       404       404
of a private profile  reply    401       404       201       404       201       401       404       404
of a private profile  change   401       404       403       404       200       401       404       404
of a private profile  describe 401       404       403       404       200       401       404       404
of a private profile  history  401       404       403       404       200       401       200       200

deactivated           read     404       404       404       404       404       401       404       404
deactivated           picture  404       404       404       404       404       401       404       404
deactivated           react    401       404       404       404       404       401       404       404
deactivated           share    401       404       404       404       404       401       404       404
deactivated           reply    401       404       404       404       404       401       404       404
deactivated           change   401       404       404       404       404       401       404       404
deactivated           describe 401       404       404       404       404       401       404       404
deactivated           history  401       404       404       404       404       401       200       200

of a suspended owner  read     404       404       404       404       401       401       404       404
of a suspended owner  picture  404       404       404       404       401       401       404       404
of a suspended owner  react    401       404       404       404       401       401       404       404
of a suspended owner  share    401       404       404       404       401       401       404       404
of a suspended owner  history  401       404       404       404       401       401       200       200

of a private profile  card     200       200       200       404       200       401       200       200
of a private profile  edges    404       404       200       404       200       401       404       404
of a suspended owner  card     404       404       404       404       401       401       404       404
of a suspended owner  edges    404       404       404       404       401       401       404       404
`;

/** The first table: row and statuses. */
export const operationRows: readonly (readonly [row: string, statuses: Statuses])[] =
  linesOf(OPERATIONS);

/** The second table. */
export const hiddenRows: readonly (readonly [lot: string, calls: string, statuses: Statuses])[] =
  linesOf(HIDDEN).map(([name, statuses]) => {
    const [, lot = '', calls = ''] = /^(.+?)\s{2,}(\w+)$/.exec(name) ?? [];
    return [lot, calls, statuses];
  });

/** @throws Error when the header or a line doesn't name every caller once */
function linesOf(table: string): [name: string, statuses: Statuses][] {
  const [header = '', ...lines] = table.split('\n').filter((line) => line.trim() !== '');
  if (
    !header.endsWith(
      CALLERS.map((caller) => caller.padEnd(9))
        .join(' ')
        .trimEnd(),
    )
  ) {
    throw new Error(`The header of the table should name ${CALLERS.join(', ')}.`);
  }
  return lines.map((line) => {
    const [, name = '', cells = ''] = /^(.+?)\s+((?:\d{3}\s*)+)$/.exec(line) ?? [];
    const statuses = cells.split(/\s+/).filter(Boolean).map(Number);
    if (statuses.length !== CALLERS.length) {
      throw new Error(`The line "${line}" should have ${CALLERS.length} statuses.`);
    }
    return [
      name,
      Object.fromEntries(CALLERS.map((caller, i) => [caller, statuses[i]])) as Statuses,
    ];
  });
}

/** What each group of endpoints is about, in the order of the document. */
export const TAG_DESCRIPTIONS: Readonly<Record<string, string>> = {
  Authentication: 'Sign-up, login, sessions, and what arrives by mail.',
  Me: 'The signed-in person: account, profile, and own lists.',
  People: 'Profiles, and who follows, blocks and mutes whom.',
  Posts: 'Publishing, reading, editing, liking and bookmarking posts.',
  Tags: 'The tags of public posts.',
  Feeds: 'Posts of the people one follows, and of everybody.',
  Comments: 'Threads under posts.',
  Media: 'Uploaded pictures and their sizes.',
  Administration: 'Finding, suspending, restoring and moderating; every act is in the audit log.',
  Operations: 'State of the service, for those who run it.',
};

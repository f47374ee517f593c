/** A comment of the demo community, with its replies. */
export interface DemoComment {
  readonly author: string;
  readonly body: string;
  readonly replies?: readonly DemoComment[];
  readonly likedBy?: readonly string[];
}

/** One post of the demo community. */
export interface DemoPost {
  readonly author: string;
  readonly title?: string;
  /** Absent where the pictures speak for themselves. */
  readonly body?: string;
  readonly tags: readonly string[];
  readonly status?: 'draft';
  readonly visibility?: 'followers' | 'private';
  /** Alt texts of the pictures that are painted for it. */
  readonly pictures?: readonly string[];
  /** Options of a poll that is open for a week. */
  readonly poll?: readonly string[];
  /** Who chose which of them, by their places. */
  readonly votes?: Readonly<Record<string, number>>;
  readonly contentWarning?: string;
  /** Whether its author has pinned it. */
  readonly isPinned?: boolean;
  /** Of a draft: whether it is to be published in a week. */
  readonly isScheduled?: boolean;
  readonly likedBy?: readonly string[];
  readonly bookmarkedBy?: readonly string[];
  readonly repostedBy?: readonly string[];
  /** The title of an earlier post that it quotes. */
  readonly quotes?: string;
  readonly comments?: readonly DemoComment[];
}

/** Posts, oldest first. */
export const demoPosts: readonly DemoPost[] = [
  {
    author: 'marco',
    title: 'Keyset, not offset',
    body: 'Page 5,000 of a list should cost what page 1 costs. Remember where you stopped, not how many rows you have seen.\n\nThe index does the rest.',
    tags: ['PostgreSQL', 'performance'],
    likedBy: ['haneul', 'grace', 'oliver', 'dohyun'],
    bookmarkedBy: ['haneul', 'jiwoo'],
    comments: [
      {
        author: 'haneul',
        body: '커서에 정렬 키를 모두 넣어야 한다는 걸 배우는 데 오래 걸렸어요.',
        likedBy: ['marco'],
        replies: [{ author: 'marco', body: 'Everybody learns it on a Friday evening.' }],
      },
    ],
  },
  {
    author: 'haneul',
    title: '북한산 백운대의 아침',
    body: '새벽 다섯 시에 출발해서 일출을 봤습니다. 바람이 세니까 장갑을 꼭 챙기세요.',
    tags: ['등산', '서울', '주말'],
    pictures: ['백운대에서 본 일출', '능선을 따라 걷는 사람들'],
    likedBy: ['mina', 'jiwoo', 'oliver', 'dohyun', 'seoyeon'],
    repostedBy: ['mina', 'dohyun'],
    bookmarkedBy: ['mina'],
    comments: [
      {
        author: 'mina',
        body: '사진 색감이 정말 좋네요! 어떤 렌즈예요?',
        replies: [{ author: 'haneul', body: '35mm 단렌즈 하나로 다녔어요.', likedBy: ['mina'] }],
      },
      { author: 'oliver', body: 'I want to climb this one when I visit Seoul.' },
    ],
  },
  {
    author: 'oliver',
    title: 'Sourdough, attempt nine',
    body: 'Longer autolyse, colder proof. The crumb finally opened up.',
    tags: ['baking', 'bread'],
    pictures: ['A round loaf with a dark crust'],
    likedBy: ['grace', 'haneul', 'mina'],
    comments: [
      {
        author: 'grace',
        body: 'How cold is cold?',
        replies: [{ author: 'oliver', body: '5 °C, overnight.' }],
      },
    ],
  },
  {
    author: 'mina',
    title: '광안리의 밤',
    isPinned: true,
    body: '필름 한 롤을 다 썼어요. 마지막 장이 제일 마음에 듭니다.',
    tags: ['사진', '부산', '필름'],
    pictures: ['광안대교의 불빛', '밤바다', '골목의 고양이'],
    likedBy: ['haneul', 'jiwoo', 'dohyun', 'oliver'],
    comments: [{ author: 'jiwoo', body: '고양이 사진 최고예요.', likedBy: ['mina', 'haneul'] }],
  },
  {
    author: 'jiwoo',
    body: '화요일 저녁 알고리즘 스터디, 두 자리 남았습니다.\n이번 주 주제는 최단 경로예요.',
    tags: ['알고리즘', '스터디', '대전'],
    likedBy: ['haneul', 'dohyun'],
    comments: [
      {
        author: 'dohyun',
        body: '온라인으로도 참여할 수 있나요?',
        replies: [{ author: 'jiwoo', body: '네, 링크 보내 드릴게요!' }],
      },
    ],
  },
  {
    author: 'grace',
    title: 'What I check before I page somebody',
    body: 'Is it down, or is the check down? Did it deploy in the last hour? Is the disk full? In that order.',
    tags: ['operations', 'on-call'],
    likedBy: ['marco', 'haneul', 'oliver'],
    bookmarkedBy: ['haneul', 'marco', 'oliver'],
  },
  {
    author: 'dohyun',
    title: '제주 한 바퀴, 234km',
    body: '이틀 동안 자전거로 제주를 한 바퀴 돌았습니다. 맞바람만 아니었다면 하루에도 가능했을 텐데요.',
    tags: ['자전거', '제주', '주말'],
    pictures: ['해안 도로와 자전거'],
    likedBy: ['haneul', 'mina', 'jiwoo'],
  },
  {
    author: 'seoyeon',
    title: '오늘의 그림',
    body: '비 오는 날에는 물감이 천천히 마른다.',
    tags: ['그림', '일기'],
    visibility: 'followers',
    pictures: ['비 오는 창가'],
  },
  {
    author: 'haneul',
    title: 'Counters that never lie',
    isPinned: true,
    body: 'A like that is stored without its counter, or a counter without its like: both are the same defect. Put them in one transaction.',
    tags: ['TypeScript', 'PostgreSQL'],
    likedBy: ['marco', 'grace', 'jiwoo'],
    bookmarkedBy: ['jiwoo'],
    comments: [{ author: 'marco', body: 'And audit them anyway.', likedBy: ['haneul'] }],
    repostedBy: ['grace'],
  },
  {
    author: 'marco',
    body: 'Worth reading twice: once before the incident, once after it.',
    tags: ['PostgreSQL'],
    quotes: 'Counters that never lie',
    likedBy: ['haneul'],
  },
  {
    author: 'mina',
    tags: ['필름'],
    pictures: ['눈 덮인 골목'],
    likedBy: ['seoyeon', 'oliver'],
  },
  {
    author: 'oliver',
    title: 'Notes for a talk',
    body: 'Start with the empty state. Everyone forgets the empty state.',
    tags: ['design'],
    status: 'draft',
  },
  {
    author: 'haneul',
    title: '다음 주 산행 안내',
    body: '@mina 님과 함께 관악산에 갑니다. 사당역 4번 출구에서 만나요. #주말산행',
    tags: ['등산', '서울'],
    status: 'draft',
    isScheduled: true,
  },
  {
    author: 'grace',
    body: 'A spider the size of my hand lives in server room B. @oliver named it Cron. #on_call',
    tags: ['operations'],
    contentWarning: 'spiders',
    likedBy: ['oliver'],
  },
  {
    author: 'haneul',
    body: '서울 쪽에서 같이 등산하실 분? @mina 님도 오세요. 초보 환영합니다. #주말산행',
    poll: ['토요일', '일요일', '평일 저녁'],
    votes: { mina: 0, oliver: 0, jiwoo: 1, seoyeon: 2 },
    tags: ['등산', '서울'],
    visibility: 'followers',
    likedBy: ['mina'],
  },
];

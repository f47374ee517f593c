/** One person of the demo community. */
export interface DemoPerson {
  readonly nickname: string;
  readonly fullName: string;
  readonly phone: string;
  readonly birthday: string;
  readonly bio: string;
  readonly region: string;
  readonly skills: readonly string[];
  readonly meetTime: 'weekday' | 'weekend' | 'any';
  readonly isPublic: boolean;
  /** Nicknames of those whom this person follows. */
  readonly follows: readonly string[];
}

/** Eight people; the first two are the demo log-ins. */
export const demoPeople: readonly DemoPerson[] = [
  {
    nickname: 'haneul',
    fullName: '김하늘',
    phone: '010-2000-1001',
    birthday: '1994-03-12',
    bio: '서울에서 백엔드를 만듭니다. 주말에는 북한산.',
    region: '서울',
    skills: ['TypeScript', 'PostgreSQL', '등산'],
    meetTime: 'weekend',
    isPublic: true,
    follows: ['mina', 'oliver', 'jiwoo', 'grace', 'dohyun'],
  },
  {
    nickname: 'oliver',
    fullName: 'Oliver Reed',
    phone: '010-2000-1002',
    birthday: '1990-11-02',
    bio: 'Designs interfaces, bakes bread, learns Korean.',
    region: 'London',
    skills: ['Figma', 'CSS', 'Baking'],
    meetTime: 'weekday',
    isPublic: true,
    follows: ['haneul', 'grace', 'mina'],
  },
  {
    nickname: 'mina',
    fullName: '박민아',
    phone: '010-2000-1003',
    birthday: '1998-07-25',
    bio: '사진 찍는 개발자. 필름 카메라를 좋아해요.',
    region: '부산',
    skills: ['Photography', 'React'],
    meetTime: 'any',
    isPublic: true,
    follows: ['haneul', 'jiwoo', 'seoyeon'],
  },
  {
    nickname: 'jiwoo',
    fullName: '이지우',
    phone: '010-2000-1004',
    birthday: '2001-01-30',
    bio: '대학생, 알고리즘 스터디를 함께할 사람을 찾고 있어요.',
    region: '대전',
    skills: ['Python', '알고리즘'],
    meetTime: 'weekday',
    isPublic: true,
    follows: ['haneul', 'mina', 'dohyun', 'seoyeon', 'oliver'],
  },
  {
    nickname: 'grace',
    fullName: 'Grace Okafor',
    phone: '010-2000-1005',
    birthday: '1987-05-19',
    bio: 'Operates clusters. Prefers boring technology.',
    region: 'New York',
    skills: ['Kubernetes', 'Terraform', 'Running'],
    meetTime: 'weekend',
    isPublic: true,
    follows: ['oliver', 'haneul', 'marco'],
  },
  {
    nickname: 'dohyun',
    fullName: '최도현',
    phone: '010-2000-1006',
    birthday: '1992-09-08',
    bio: '커피와 자전거. 가끔 글을 씁니다.',
    region: '제주',
    skills: ['Go', '커피', '자전거'],
    meetTime: 'any',
    isPublic: true,
    follows: ['haneul', 'mina'],
  },
  {
    nickname: 'seoyeon',
    fullName: '정서연',
    phone: '010-2000-1007',
    birthday: '1996-12-01',
    bio: '가까운 사람들에게만 보여 주는 일기장.',
    region: '인천',
    skills: ['Illustration'],
    meetTime: 'weekend',
    isPublic: false,
    follows: ['mina', 'haneul'],
  },
  {
    nickname: 'marco',
    fullName: 'Marco Bianchi',
    phone: '010-2000-1008',
    birthday: '1985-02-14',
    bio: 'Teaches databases in Bologna. Collects query plans.',
    region: 'Bologna',
    skills: ['PostgreSQL', 'Teaching', 'Pasta'],
    meetTime: 'weekday',
    isPublic: true,
    follows: ['grace', 'haneul', 'oliver'],
  },
];

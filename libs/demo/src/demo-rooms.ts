/** What one person of a room says. */
interface DemoMessage {
  readonly author: string;
  readonly body: string;
  /** What its picture shows, which is painted for it. */
  readonly picture?: string;
}

/** A room of two people of the demo community, and all that they write there. */
interface DemoRoom {
  readonly people: readonly [string, string];
  readonly messages: readonly DemoMessage[];
}

/** Rooms, the oldest first. In the last one somebody asks who is not followed. */
export const demoRooms: readonly DemoRoom[] = [
  {
    people: ['mina', 'haneul'],
    messages: [
      { author: 'mina', body: '백운대 사진 잘 봤어요! 몇 시에 출발하셨어요?' },
      { author: 'haneul', body: '새벽 네 시 반이요. 다음에 같이 가요.' },
      { author: 'mina', body: '좋아요, 필름 두 통 챙길게요.' },
    ],
  },
  {
    people: ['oliver', 'haneul'],
    messages: [
      { author: 'oliver', body: '안녕하세요! My Korean has got this far.' },
      { author: 'haneul', body: '시작이 반이에요. Half the way already.' },
      {
        author: 'oliver',
        body: 'What I see while the bread rises.',
        picture: 'Hills in the morning light',
      },
      { author: 'haneul', body: '와, 멋지다. Could you send me the recipe, too?' },
      { author: 'oliver', body: 'Tonight. It needs patience more than flour.' },
    ],
  },
  {
    people: ['grace', 'oliver'],
    messages: [
      { author: 'grace', body: 'The new dashboard is calm. I like calm.' },
      { author: 'oliver', body: 'Then I have done my job.' },
    ],
  },
  {
    people: ['marco', 'haneul'],
    messages: [
      { author: 'marco', body: 'Would you give a talk about cursors to my students in spring?' },
    ],
  },
];

import { faker } from '@faker-js/faker/locale/ko';
import type { Random } from '../community/random.js';
import type { Voice } from './voice.js';

const adjectives = faker.rawDefinitions.word?.adjective ?? ['따뜻한'];
const nouns = faker.rawDefinitions.word?.noun ?? ['이야기'];
const adverbs = faker.rawDefinitions.word?.adverb ?? ['천천히'];
const familyNames = faker.rawDefinitions.person?.last_name?.generic ?? ['김', '이', '박'];
const givenNames = faker.rawDefinitions.person?.first_name?.generic ?? ['하늘', '민아'];
const cities = faker.rawDefinitions.location?.city_name ?? ['서울', '부산', '대전'];
const pets = faker.rawDefinitions.animal?.pet_name ?? ['구름이', '보리'];
const cats = faker.rawDefinitions.animal?.cat ?? ['고양이'];

const FOODS =
  '김치찌개 된장국 비빔밥 칼국수 떡볶이 순두부 만두 잡채 냉면 삼계탕 파전 호떡 붕어빵 식혜 수제비 콩국수 해장국 감자탕 쌈밥 보리차'.split(
    ' ',
  );
const HOBBIES =
  '등산 자전거 사진 달리기 뜨개질 서예 낚시 수영 요가 캠핑 독서 바둑 피아노 도예 산책 제빵 그림 영화 정원 코딩'.split(
    ' ',
  );
const TIMES = '오늘 어제 아침 저녁 주말 새벽 지난주 올봄 여름 가을 겨울 퇴근길 점심시간'.split(' ');
const REGIONS = '서울 부산 대구 인천 광주 대전 울산 세종 수원 강릉 전주 제주'.split(' ');

const TAGS = [...HOBBIES, ...FOODS, ...REGIONS, ...nouns];
const HANDLES = [...pets, ...HOBBIES, ...FOODS, ...givenNames];

const WARNINGS = ['스포일러', '벌레 사진', '우울한 이야기', '밤에 보면 배고픈 사진'];

type Write = (random: Random) => string;

const food: Write = (random) => random.pick(FOODS);
const hobby: Write = (random) => random.pick(HOBBIES);
const city: Write = (random) => random.pick(cities);
const thing: Write = (random) => random.pick(nouns);

const SENTENCES: readonly Write[] = [
  (r) => `${r.pick(TIMES)}에 ${city(r)}에서 ${withObject(food(r))} 먹었어요.`,
  (r) => `${withObject(hobby(r))} 시작한 지 벌써 ${2 + r.below(20)}년째예요.`,
  (r) => `${city(r)}에서 ${hobby(r)} 같이 하실 분 계신가요?`,
  (r) => `${r.pick(adjectives)} ${thing(r)} 이야기를 오래 나눴습니다.`,
  (r) => `${r.pick(pets)} 덕분에 ${r.pick(TIMES)}마다 웃게 됩니다.`,
  (r) => `${r.pick(cats)} 사진을 ${3 + r.below(90)}장이나 찍었네요.`,
  (r) => `${withSubject(thing(r))} 생각보다 ${r.pick(adverbs)} 바뀌었습니다.`,
  (r) => `${city(r)} 골목의 작은 가게에서 ${withObject(thing(r))} 샀어요.`,
  (r) => `${withTopic(thing(r))} 역시 ${r.pick(adjectives)} 것이 좋더라고요.`,
  (r) => `${1 + r.below(12)}월에는 ${city(r)}까지 ${hobby(r)} 여행을 갑니다.`,
  (r) => `혹시 ${r.pick(adjectives)} ${food(r)} 맛집 아시는 분?`,
  (r) => `${withObject(thing(r))} 정리하다가 옛날 ${withObject(thing(r))} 찾았어요.`,
  (r) => `${r.pick(TIMES)} 내내 ${thing(r)} 생각만 했습니다.`,
  (r) => `${hobby(r)} 모임에서 ${withObject(thing(r))} 배웠는데 ${r.pick(adverbs)} 재미있었어요.`,
  (r) => `${withSubject(food(r))} 먹고 싶은 ${r.pick(TIMES)}입니다.`,
];

const TITLES: readonly Write[] = [
  (r) => `${city(r)}의 ${r.pick(TIMES)}`,
  (r) => `${r.pick(adjectives)} ${thing(r)}`,
  (r) => `${hobby(r)} ${1 + r.below(200)}일째`,
  (r) => `${city(r)} ${food(r)} 이야기`,
  (r) => `${thing(r)}와 ${thing(r)} 사이`,
  (r) => `${r.pick(TIMES)}의 ${hobby(r)}`,
  (r) => `${r.pick(pets)} 일기 ${1 + r.below(300)}`,
];

const REPLIES: readonly Write[] = [
  (r) => `${r.pick(adjectives)} 글이네요, 잘 읽었습니다.`,
  (r) => `저도 ${city(r)}에서 ${withObject(food(r))} 먹어 봤어요!`,
  (r) => `${hobby(r)} 저도 해 보고 싶어요.`,
  (r) => `${withSubject(thing(r))} 정말 궁금하네요.`,
  (r) => `혹시 ${thing(r)} 어디서 구하셨어요?`,
  (r) => `${r.pick(TIMES)}에 저도 같은 생각을 했어요.`,
  (r) => `${r.pick(adverbs)} 공감합니다.`,
  (r) => `다음에는 ${withObject(hobby(r))} 같이 해요.`,
];

/** What Korean people write. */
export const korean: Voice = {
  fullName: (random) => `${random.pick(familyNames)}${random.pick(givenNames)}`,
  nickname: (random) => random.pick(HANDLES),
  region: (random) => random.pick(REGIONS),
  skill: (random) => random.pick(HOBBIES),
  tag: (random) => random.pick(TAGS),
  warning: (random) => random.pick(WARNINGS),
  altText: (random) => `${city(random)}에서 본 ${thing(random)}`,
  sentence: (random) => random.pick(SENTENCES)(random),
  title: (random) => random.pick(TITLES)(random),
  reply: (random) => random.pick(REPLIES)(random),
};

/** Particles depend on whether the last syllable ends with a consonant. */
function withObject(word: string): string {
  return word + (endsClosed(word) ? '을' : '를');
}

function withSubject(word: string): string {
  return word + (endsClosed(word) ? '이' : '가');
}

function withTopic(word: string): string {
  return word + (endsClosed(word) ? '은' : '는');
}

function endsClosed(word: string): boolean {
  const syllable = (word.codePointAt(word.length - 1) ?? 0) - 0xac00;
  return syllable >= 0 && syllable < 11_172 && syllable % 28 !== 0;
}

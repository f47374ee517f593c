import { faker } from '@faker-js/faker/locale/en';
import type { Random } from '../community/random.js';
import type { Voice } from './voice.js';

const adjectives = faker.rawDefinitions.word?.adjective ?? ['warm'];
const nouns = faker.rawDefinitions.word?.noun ?? ['story'];
const adverbs = faker.rawDefinitions.word?.adverb ?? ['slowly'];
const dishes = faker.rawDefinitions.food?.dish ?? ['soup'];
const spices = faker.rawDefinitions.food?.spice ?? ['salt'];
const cities = faker.rawDefinitions.location?.city_name ?? ['London'];
const breeds = faker.rawDefinitions.animal?.dog ?? ['Beagle'];
const songs = faker.rawDefinitions.music?.song_name ?? ['Yesterday'];
const books = faker.rawDefinitions.book?.title ?? ['Emma'];
const familyNames = faker.rawDefinitions.person?.last_name?.generic ?? ['Reed'];
const givenNames = faker.rawDefinitions.person?.first_name?.generic ?? ['Oliver'];

const HOBBIES =
  'hiking cycling photography running knitting calligraphy fishing swimming yoga camping reading chess piano pottery baking painting cinema gardening coding sailing'.split(
    ' ',
  );
const TAGS = [...HOBBIES, ...nouns, ...adjectives];
const HANDLES = [...givenNames, ...HOBBIES];
const TIMES = ['today', 'last night', 'this morning', 'at the weekend', 'in spring', 'after work'];

const WARNINGS = ['spoilers', 'spiders', 'a heavy subject', 'food at night'];

type Write = (random: Random) => string;

const city: Write = (random) => random.pick(cities);
const thing: Write = (random) => random.pick(nouns);
const quality: Write = (random) => random.pick(adjectives);
const hobby: Write = (random) => random.pick(HOBBIES);

const SENTENCES: readonly Write[] = [
  (r) => `We had ${r.pick(dishes)} in ${city(r)} ${r.pick(TIMES)}.`,
  (r) => `The ${quality(r)} ${thing(r)} turned out ${r.pick(adverbs)} better than I thought.`,
  (r) => `Anybody up for ${hobby(r)} near ${city(r)}?`,
  (r) => `I have been ${r.pick(adverbs)} listening to "${r.pick(songs)}" ${r.pick(TIMES)}.`,
  (r) => `A pinch of ${r.pick(spices)} makes ${r.pick(dishes)} sing.`,
  (r) => `Our ${r.pick(breeds)} stole a ${thing(r)} and looked ${quality(r)} about it.`,
  (r) => `${2 + r.below(30)} years of ${hobby(r)} and I still learn something every week.`,
  (r) => `Reading ${r.pick(books)} again; the ${thing(r)} feels ${quality(r)} now.`,
  (r) => `Somebody in ${city(r)} left a ${quality(r)} ${thing(r)} on the bench.`,
  (r) => `My advice on ${hobby(r)}: start ${r.pick(adverbs)}, keep a ${thing(r)} at hand.`,
  (r) => `Notes from ${city(r)}: the ${thing(r)} is ${quality(r)}, the ${thing(r)} is not.`,
  (r) => `What is your favourite ${quality(r)} ${thing(r)}?`,
];

const TITLES: readonly Write[] = [
  (r) => `The ${quality(r)} ${thing(r)}`,
  (r) => `${city(r)} ${r.pick(TIMES)}`,
  (r) => `${hobby(r)}, day ${1 + r.below(300)}`,
  (r) => `On ${r.pick(books)}`,
  (r) => `How to cook ${r.pick(dishes)}`,
  (r) => `${quality(r)} ${hobby(r)} in ${city(r)}`,
];

const REPLIES: readonly Write[] = [
  (r) => `That is a ${quality(r)} ${thing(r)}.`,
  (r) => `I felt the same in ${city(r)}.`,
  (r) => `Where did you find the ${thing(r)}?`,
  (r) => `Try it with ${r.pick(spices)} next time.`,
  (r) => `Count me in for ${hobby(r)}!`,
  (r) => `This ${r.pick(adverbs)} made my day.`,
  (r) => `Thanks, I will look up "${r.pick(songs)}".`,
];

/** What English-speaking people write. */
export const english: Voice = {
  fullName: (random) =>
    `${random.pick(givenNames)} ${random.pick(familyNames)}`.slice(0, 30).trim(),
  nickname: (random) => letters(random.pick(HANDLES)),
  region: (random) => city(random),
  skill: (random) => hobby(random),
  tag: (random) => random.pick(TAGS).toLowerCase(),
  warning: (random) => random.pick(WARNINGS),
  altText: (random) => `A ${quality(random)} ${thing(random)} in ${city(random)}`,
  sentence: (random) => random.pick(SENTENCES)(random),
  title: (random) => random.pick(TITLES)(random),
  reply: (random) => random.pick(REPLIES)(random),
};

function letters(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .slice(0, 15);
}

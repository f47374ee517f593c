import { defineTag, tagsOf } from './tags.js';

const order = (...names: string[]) => tagsOf(new Set(names)).map(({ name }) => name);

beforeAll(() => {
  defineTag({ name: 'Boats', description: 'What floats.' });
  defineTag({ name: 'Sails', description: 'What drives boats.', after: 'Boats' });
  defineTag({ name: 'Anchors', description: 'What holds boats.', after: 'Boats' });
  defineTag({ name: 'Knots', description: 'What holds sails.', after: 'Sails' });
  defineTag({ name: 'Winds', description: 'What blows.' });
});

it('puts each group after the one that it names, and else goes by name', () => {
  expect(order('Winds', 'Knots', 'Sails', 'Anchors', 'Boats')).toEqual([
    'Boats',
    'Anchors',
    'Sails',
    'Knots',
    'Winds',
  ]);
});

it('does without a group that has no endpoints', () => {
  expect(order('Winds', 'Sails')).toEqual(['Sails', 'Winds']);
});

it('refuses a group that nobody declares, and one that two declare', () => {
  expect(() => order('Oars')).toThrow('Nobody declares the tag "Oars" with defineTag.');
  expect(() => defineTag({ name: 'Boats', description: 'Again.' })).toThrow('declared twice');
});

it('refuses a circle', () => {
  defineTag({ name: 'Hens', description: 'First.', after: 'Eggs' });
  defineTag({ name: 'Eggs', description: 'First, too.', after: 'Hens' });
  expect(() => order('Hens', 'Eggs', 'Boats')).toThrow(
    'Tags follow each other in a circle: Eggs, Hens.',
  );
});

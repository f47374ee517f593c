import { setImmediate } from 'node:timers/promises';
import { Chats } from '../community/chats.js';
import { Circles, type CircleStrength } from '../community/circles.js';
import { Comments } from '../community/comments.js';
import { Graph } from '../community/graph.js';
import { Mentions } from '../community/mentions.js';
import { People } from '../community/people.js';
import { choosePictures, type Picture } from '../community/pictures.js';
import { Pins } from '../community/pins.js';
import { Polls } from '../community/polls.js';
import { Posts } from '../community/posts.js';
import { Quotes } from '../community/quotes.js';
import {
  draw,
  markableComments,
  markablePosts,
  type Marks,
  shareablePosts,
} from '../community/reactions.js';
import { Schedule } from '../community/schedule.js';
import { commentLikesOf, repostsOf, type SeedSizes } from '../community/sizes.js';
import { Tagging } from '../community/tagging.js';
import { Timeline } from '../community/timeline.js';
import type { Progress } from './progress.js';

/** What a community is made from: the same values make the same community. */
export interface SeedPlan {
  readonly sizes: SeedSizes;
  readonly seed: number;
  /** The time at which the two years of the community end, in milliseconds since 1970. */
  readonly base: number;
  /** How much structure it has; strong when nothing is said. */
  readonly circles?: CircleStrength;
}

/** A whole community without its words: who is there, and who does what when. */
export interface Community {
  readonly timeline: Timeline;
  readonly people: People;
  readonly graph: Graph;
  readonly posts: Posts;
  readonly comments: Comments;
  readonly postLikes: Marks;
  readonly commentLikes: Marks;
  readonly bookmarks: Marks;
  readonly reposts: Marks;
  readonly quotes: Quotes;
  readonly tagging: Tagging;
  readonly mentions: Mentions;
  readonly polls: Polls;
  readonly pins: Pins;
  readonly schedule: Schedule;
  readonly pictures: readonly Picture[];
  readonly chats: Chats;
}

/** Invents a community from the bottom to the top. */
export async function invent(
  { sizes, seed, base, circles: strength = 'strong' }: SeedPlan,
  progress: Progress,
): Promise<Community> {
  const begin = (title: string): Promise<void> => {
    progress.begin(title);
    return setImmediate();
  };
  const timeline = new Timeline(base);
  await begin('Inventing people and who follows whom');
  const people = new People(sizes, timeline, seed);
  const circles = new Circles(people, sizes, strength, seed);
  const graph = new Graph(people, circles, sizes, timeline, seed);
  await begin('Inventing posts');
  const posts = new Posts(people, graph, sizes, timeline, seed);
  await begin('Inventing comments');
  const comments = new Comments(people, posts, sizes, timeline, seed);
  await begin('Inventing messages');
  const chats = new Chats(people, graph, sizes, timeline, seed);
  await begin('Inventing likes, bookmarks and reposts');
  const acting = { people, timeline, seed };
  const thingsOfPosts = markablePosts(posts);
  const ofComments = commentLikesOf(sizes);
  return {
    timeline,
    people,
    graph,
    posts,
    comments,
    postLikes: await draw('post likes', thingsOfPosts, sizes.likes - ofComments, acting),
    commentLikes: await draw(
      'comment likes',
      markableComments(comments, posts),
      ofComments,
      acting,
    ),
    bookmarks: await draw('bookmarks', thingsOfPosts, sizes.bookmarks, acting),
    reposts: await draw('reposts', shareablePosts(posts), repostsOf(sizes), acting),
    quotes: new Quotes(posts, people, seed),
    tagging: new Tagging(posts, graph, sizes.tags, seed),
    mentions: new Mentions(posts, people, seed),
    polls: new Polls(posts, people, timeline, seed),
    pins: new Pins(posts, people, seed),
    schedule: new Schedule(posts, people, timeline, seed),
    pictures: choosePictures({ people, posts, timeline }, sizes, seed),
    chats,
  };
}

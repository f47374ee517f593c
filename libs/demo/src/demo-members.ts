import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Client } from '#libs/http';
import type { Viewer } from '#libs/kernel';
import { FollowerService, FollowService } from '#libs/social-graph';
import { ProfileService, SignUpService } from '#libs/user';
import { demoPeople } from './demo-people.js';

/** How to log in as somebody of the demo community. */
export interface DemoLogin {
  readonly email: string;
  readonly password: string;
}

/** The people of the demo community by nickname. */
export type DemoPeople = ReadonlyMap<string, Viewer>;

/** Signs the demo community up and lets it follow each other. */
@Injectable()
export class DemoMembers {
  constructor(
    private readonly signUps: SignUpService,
    private readonly profiles: ProfileService,
    private readonly follows: FollowService,
    private readonly followers: FollowerService,
  ) {}

  /** Everybody signs up, in order, and follows whom they follow; private profiles accept. */
  async join(client: Client): Promise<{ people: DemoPeople; logins: DemoLogin[] }> {
    const people = new Map<string, Viewer>();
    const logins: DemoLogin[] = [];
    for (const { nickname, fullName, phone, birthday, ...rest } of demoPeople) {
      const login = { email: `${nickname}@demo.maru.test`, password: randomPassword() };
      const { userId, sessionId } = await this.signUps.signUp(
        { ...login, nickname, fullName, phone, birthday },
        client,
      );
      const viewer: Viewer = { userId, sessionId, role: 'user' };
      const { bio, region, skills, meetTime, isPublic } = rest;
      await this.profiles.edit(
        viewer,
        { bio, region, skills: [...skills], meetTime, isPublic },
        undefined,
      );
      people.set(nickname, viewer);
      logins.push(login);
    }
    for (const { nickname, follows } of demoPeople) {
      for (const followee of follows) {
        await this.follow(personIn(people, nickname), personIn(people, followee));
      }
    }
    return { people, logins };
  }

  private async follow(follower: Viewer, followee: Viewer): Promise<void> {
    const { requested } = await this.follows.follow(follower, followee.userId);
    if (requested) {
      await this.followers.accept(followee, follower.userId);
    }
  }
}

/** @throws Error when the demo content names somebody who is not there */
export function personIn(people: DemoPeople, nickname: string): Viewer {
  const person = people.get(nickname);
  if (person === undefined) {
    throw new Error(`Nobody of the demo community is called ${nickname}.`);
  }
  return person;
}

function randomPassword(): string {
  return randomBytes(12).toString('base64url');
}

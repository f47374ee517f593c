import { Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { ActCountersService } from '#libs/account';
import { defineCounters, shareOfCounters } from '#libs/counters';
import { sql, UnitOfWork } from '#libs/database';
import { InTransaction } from '#libs/event-bus';
import { defineTag } from '#libs/http';
import { defineEvent, type Id, type UserId } from '#libs/kernel';
import { type Erased, PersonalData, PersonalDataRegistry } from '#libs/personal-data';
import { defineReaction, likeControllerOf, ReactionModule } from '#libs/reaction';
import { SocialGraphModule } from '#libs/social-graph';
import { UserModule } from '#libs/user';

/** Something that people like, of which no lib knows. */
export type SongId = Id<'song'>;

export class SongLikeAdded extends defineEvent<{ songId: SongId; userId: UserId }>(
  'song-like.added',
) {}

export class SongLikeRemoved extends defineEvent<{ songId: SongId; userId: UserId }>(
  'song-like.removed',
) {}

const songCounters = defineCounters({
  table: 'song_counter',
  key: 'song_id',
  columns: ['like_count'],
});

export const songLikes = defineReaction<'song'>({
  of: {
    noun: 'song',
    section: 'song',
    one: 'a song',
    path: 'songs',
    tag: 'Songs',
    visible: (song, viewer) =>
      sql`(${sql.raw(song)}.is_public or ${sql.raw(song)}.singer_id = ${viewer})`,
    goingWith: (userId) => [sql`select s.id from song s where s.singer_id = ${userId}`],
  },
  edges: { table: 'song_like', target: 'song_id' },
  name: 'song likes',
  file: 'reactions/song-likes',
  counted: (truth) => shareOfCounters(songCounters, { like_count: truth }),
  added: (songId, userId) => new SongLikeAdded({ songId, userId }),
  removed: (songId, userId) => new SongLikeRemoved({ songId, userId }),
});

@Injectable()
class SongCountHandler {
  constructor(private readonly acts: ActCountersService) {}

  @InTransaction(SongLikeAdded)
  count({ data }: SongLikeAdded): Promise<void> {
    return this.change(data, 1);
  }

  @InTransaction(SongLikeRemoved)
  discount({ data }: SongLikeRemoved): Promise<void> {
    return this.change(data, -1);
  }

  private change({ songId, userId }: SongLikeAdded['data'], change: number): Promise<void> {
    const act = { actorId: userId, key: songId, change: { like_count: change } };
    return this.acts.count(songCounters, act);
  }
}

@Injectable()
class SongPersonalDataService extends PersonalData implements OnModuleInit {
  readonly section = 'song';
  readonly before = [];

  constructor(
    private readonly registry: PersonalDataRegistry,
    private readonly work: UnitOfWork,
  ) {
    super();
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  override export(): Promise<void> {
    return Promise.resolve();
  }

  override async erase(userId: UserId): Promise<Erased> {
    const { count } = await this.work.run(() =>
      this.work.execute(sql`delete from song where singer_id = ${userId}`),
    );
    return { songs: count };
  }
}

defineTag({ name: 'Songs', description: 'What people like to hear.' });

/** A domain that nothing knows: it declares that its things can be liked. */
@Module({
  imports: [UserModule, SocialGraphModule, ReactionModule],
  controllers: [likeControllerOf(songLikes)],
  providers: [SongCountHandler, SongPersonalDataService],
})
export class SongModule {}

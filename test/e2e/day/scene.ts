import sharp from 'sharp';
import { maruClient } from '../client/client.js';
import { all, type Comment, type Image, ok, type Person, type Post } from '../support/people.js';

/** Ten people, by the names that the sentences below use. */
export const names = {
  minji: { nickname: 'minji', fullName: '김민지', phone: '010-3111-0001' },
  junho: { nickname: '준호_92', fullName: '박준호', phone: '010-3111-0002' },
  soyeon: { nickname: 'soyeon', fullName: '이소연', phone: '010-3111-0003' },
  emma: { nickname: 'emma.w', fullName: 'Emma Wilson', phone: '010-3111-0004' },
  liam: { nickname: 'liam', fullName: 'Liam O’Brien', phone: '010-3111-0005' },
  yuna: { nickname: '유나', fullName: '최유나', phone: '010-3111-0006' },
  noah: { nickname: 'noah', fullName: 'Noah Schmidt', phone: '010-3111-0007' },
  hana: { nickname: 'hana', fullName: '정하나', phone: '010-3111-0008' },
  ines: { nickname: 'inês', fullName: 'Inês Duarte', phone: '010-3111-0009' },
  taeyang: { nickname: 'taeyang', fullName: '한태양', phone: '010-3111-0010' },
};
export type Name = keyof typeof names;

export const p = {} as Record<Name, Person>;
export const nobody = maruClient();

export const posts = {} as Record<
  'sunrise' | 'bread' | 'meeting' | 'diary' | 'secret' | 'draft',
  Post
>;
export const comments = {} as Record<'praise' | 'answer' | 'rude' | 'thanks', Comment>;
export const pictures = {} as Record<'sunrise' | 'trail' | 'diary', Image>;

/** A photo held sideways, with the place where it was taken. */
export const photo = (width: number, height: number, hue: string): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: hue } })
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Make: 'Maru Camera' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '37/1 39/1 31/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '126/1 58/1 41/1',
      },
    })
    .jpeg()
    .toBuffer();

export const path = <P extends Record<string, string>>(params: P) => ({ params: { path: params } });
export const read = async (who: Person | undefined, post: Post) =>
  (who?.api ?? nobody).GET('/v1/posts/{postId}', path({ postId: post.id }));
export const home = async (who: Person): Promise<string[]> => {
  const items = await all<Post>(async (cursor) =>
    ok(
      await who.api.GET('/v1/feeds/home', {
        params: { query: { limit: 2, ...(cursor && { cursor }) } },
      }),
    ),
  );
  return items.map(({ title }) => title);
};
export const explore = async (who?: Person): Promise<string[]> => {
  const items = await all<Post>(async (cursor) =>
    ok(
      await (who?.api ?? nobody).GET('/v1/feeds/explore', {
        params: { query: { limit: 3, ...(cursor && { cursor }) } },
      }),
    ),
  );
  return items.map(({ title }) => title);
};
export const card = async (whom: Person, who?: Person) =>
  ok(await (who?.api ?? nobody).GET('/v1/users/{userId}', path({ userId: whom.id })));

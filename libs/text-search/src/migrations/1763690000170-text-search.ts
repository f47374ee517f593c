import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a text is found by. */
export class TextSearch1763690000170 implements MigrationInterface {
  name = 'TextSearch1763690000170';

  async up(runner: QueryRunner): Promise<void> {
    // Characters, 16 bits each, alone and with one and two neighbours: they find any part of a word, in any script.
    // Bit 48 is set for those of a title, the 14 bits above it hold the shelf of 65,536 rows: a search goes from
    // shelf to shelf, the newest first, and reads no more of a common word than it needs. What meets by chance is
    // sorted out by comparing the text. A loop is the fastest way that SQL has here. The cost keeps scans from calling
    // it, and `restricted` keeps the search of a shelf from starting workers, which would take longer than all of it.
    await runner.query(`
      create function text_keys(place bigint, title text, body text) returns bigint[]
      language plpgsql immutable strict parallel restricted cost 10000
      as $$
      declare
        shelf constant bigint := ((place >> 16) & 16383) << 49;
        mark bigint := 1::bigint << 48;
        keys bigint[] := '{}';
        folded text;
        letter text;
        one bigint;
        two bigint;
        three bigint;
        key bigint;
      begin
        foreach folded in array array[title, body] loop
          one := 0;
          two := 0;
          foreach letter in array string_to_array(folded, null) loop
            three := ascii(letter);
            if three = 32 or three between 9 and 13 then
              one := 0;
              two := 0;
              continue;
            end if;
            if three > 65535 then
              three := (three & 32767) | 32768;
            end if;
            key := shelf | mark | three;
            keys := keys || key;
            if two > 0 then
              key := key | (two << 16);
              keys := keys || key;
              if one > 0 then
                keys := keys || (key | (one << 32));
              end if;
            end if;
            one := two;
            two := three;
          end loop;
          if mark > 0 then
            -- What is in the title is anywhere too.
            keys := keys || array(select marked # mark from unnest(keys) as marked);
            mark := 0;
          end if;
        end loop;
        return keys;
      end
      $$
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function text_keys(bigint, text, text)`);
  }
}

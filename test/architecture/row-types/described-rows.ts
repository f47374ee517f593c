import pg from 'pg';

/** A column of what a statement gives, as PostgreSQL describes it and the driver hands it out. */
export interface DescribedColumn {
  readonly name: string;
  /** The kind of its values: `string`, `number[]`, `json`, … */
  readonly kind: string;
  /** PostgreSQL's name of its type. */
  readonly type: string;
  /** Whether it stands for a column of a table that may hold null; unknown when it is computed. */
  readonly isNullable: boolean | undefined;
}

/** What the driver makes of a type; of any other it makes a text. */
const KINDS: Readonly<Record<string, string>> = {
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  oid: 'number',
  float4: 'number',
  float8: 'number',
  date: 'Date',
  timestamp: 'Date',
  timestamptz: 'Date',
  bytea: 'Buffer',
  json: 'json',
  jsonb: 'json',
  interval: 'object',
  void: 'string',
};

/** Lists that the driver takes apart. */
const LISTS = new Set(
  [
    'bool',
    'int2',
    'int4',
    'int8',
    'float4',
    'float8',
    'text',
    'varchar',
    'timestamptz',
    'json',
    'jsonb',
    'uuid',
    'numeric',
    'bytea',
  ].map((name) => `_${name}`),
);

/** Asks PostgreSQL what statements give. It plans none and runs none. */
export class Describer {
  private constructor(
    private readonly client: pg.Client,
    private readonly types: ReadonlyMap<number, string>,
    private readonly nullable: ReadonlyMap<string, boolean>,
  ) {}

  static async connect(url: string): Promise<Describer> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const types = await client.query<{ oid: number; name: string }>(
      'select oid, typname as name from pg_type',
    );
    const columns = await client.query<{ column: string; nullable: boolean }>(
      `
      select attrelid || '.' || attnum as column, not attnotnull as nullable
      from pg_attribute a
      join pg_class c on c.oid = a.attrelid
      where c.relkind in ('r', 'p') and a.attnum > 0
      `,
    );
    return new Describer(
      client,
      new Map(types.rows.map(({ oid, name }) => [oid, name])),
      new Map(columns.rows.map(({ column, nullable }) => [column, nullable])),
    );
  }

  /** @throws Error when PostgreSQL does not understand the statement */
  async describe(text: string): Promise<DescribedColumn[]> {
    const fields = await new Promise<readonly pg.FieldDef[]>((resolve, reject) => {
      this.client.query(new Description(text, resolve, reject));
    });
    return fields.map(({ name, dataTypeID, tableID, columnID }) => {
      const type = this.types.get(dataTypeID) ?? String(dataTypeID);
      return {
        name,
        type,
        kind: kindOf(type),
        isNullable: this.nullable.get(`${tableID}.${columnID}`),
      };
    });
  }

  end(): Promise<void> {
    return this.client.end();
  }
}

function kindOf(type: string): string {
  return LISTS.has(type) ? `${kindOf(type.slice(1))}[]` : (KINDS[type] ?? 'string');
}

/** A statement that is parsed and described only: what the driver itself has no call for. */
class Description implements pg.Submittable {
  private fields: readonly pg.FieldDef[] = [];

  constructor(
    private readonly text: string,
    private readonly resolve: (fields: readonly pg.FieldDef[]) => void,
    private readonly reject: (error: Error) => void,
  ) {}

  submit(connection: pg.Connection): void {
    connection.parse({ name: '', text: this.text, types: [] }, true);
    connection.describe({ type: 'S', name: '' }, true);
    connection.sync();
  }

  handleRowDescription({ fields }: { readonly fields: readonly pg.FieldDef[] }): void {
    this.fields = fields;
  }

  handleError(error: Error): void {
    this.reject(error);
  }

  handleReadyForQuery(): void {
    this.resolve(this.fields);
  }
}

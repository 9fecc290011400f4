/**
 * The relational database behind the records: PostgreSQL. `DATABASE_URL` names a server; without one PGlite runs the
 * same engine inside this process, in memory, and costs nothing before the first query.
 */

export type Row = Readonly<Record<string, unknown>>;

export interface Database {
  /** One statement with `$1`, `$2`, … */
  query(text: string, values: readonly unknown[]): Promise<readonly Row[]>;
  /** Several statements without values, in one transaction. */
  script(text: string): Promise<void>;
  close(): Promise<void>;
}

async function openServer(connectionString: string): Promise<Database> {
  const { Pool } = (await import('pg')).default;
  const pool = new Pool({ connectionString, max: 4 });
  // A connection that breaks while idle is replaced on the next query; without a listener it would end the process.
  pool.on('error', (error) => console.error(error));
  return {
    query: async (text, values) => (await pool.query<Row>(text, [...values])).rows,
    script: async (text) => {
      await pool.query(text);
    },
    close: () => pool.end(),
  };
}

async function openEmbedded(dataDir: string | undefined): Promise<Database> {
  const { PGlite } = await import('@electric-sql/pglite');
  const engine = await PGlite.create(dataDir === undefined ? {} : { dataDir });
  return {
    query: async (text, values) => (await engine.query<Row>(text, [...values])).rows,
    script: async (text) => {
      await engine.transaction((transaction) => transaction.exec(text));
    },
    close: () => engine.close(),
  };
}

export interface DatabaseOptions {
  /** `postgres://user:password@host:5432/name` */
  readonly databaseUrl?: string;
  /** Where the embedded engine keeps its files; in memory when absent. Ignored with a server. */
  readonly dataDir?: string;
}

/** Opens the database. A server is first spoken to by the first query; the embedded engine starts here (about 1 s). */
export const openDatabase = ({ databaseUrl, dataDir }: DatabaseOptions): Promise<Database> =>
  databaseUrl === undefined ? openEmbedded(dataDir) : openServer(databaseUrl);

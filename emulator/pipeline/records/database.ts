/**
 * The relational database behind the records: PostgreSQL. `DATABASE_URL` names a server; without one PGlite runs the
 * same engine in a thread of this process, in memory, and costs nothing before the first query.
 */
import { openEmbedded } from './embedded-thread.ts';

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

export interface DatabaseOptions {
  /** `postgres://user:password@host:5432/name` */
  readonly databaseUrl?: string;
  /** Where the embedded engine keeps its files; in memory when absent. Ignored with a server. */
  readonly dataDir?: string;
}

/** Opens the database. A server is first spoken to by the first query; the embedded engine starts here (about 1 s). */
export const openDatabase = ({ databaseUrl, dataDir }: DatabaseOptions): Promise<Database> =>
  databaseUrl === undefined ? Promise.resolve(openEmbedded(dataDir)) : openServer(databaseUrl);

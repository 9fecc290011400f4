/** Reading and checking the query of `GET /images`. */
import { invalid } from './refusal.ts';

/** Query parameters by name. */
export type Query = Readonly<Record<string, string | undefined>>;

export interface ListFilters {
  readonly userId?: string;
  /** Contained in the title, letter for letter. */
  readonly title?: string;
  /** Any of them. */
  readonly tags: readonly string[];
  readonly location?: string;
  /** Both inclusive, in the form in which they are stored. */
  readonly createdAfter?: string;
  readonly createdBefore?: string;
}

export interface ListRequest {
  readonly filters: ListFilters;
  readonly limit: number;
  readonly cursor?: string;
}

const MAX_LIMIT = 100;

function limitOf(query: Query): number {
  const given = query['limit'];
  if (given === undefined) return 20;
  const limit = Number(given);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw invalid(`limit must be a whole number from 1 to ${MAX_LIMIT}`);
  }
  return limit;
}

/** Any date that JavaScript reads, in the one form that sorts: `2026-01-01` → `2026-01-01T00:00:00.000Z`. */
function moment(query: Query, name: string): string | undefined {
  const given = query[name];
  if (given === undefined) return undefined;
  const at = Date.parse(given);
  if (Number.isNaN(at)) throw invalid(`${name} must be a date in ISO 8601`);
  return new Date(at).toISOString();
}

export function readList(query: Query): ListRequest {
  const userId = query['user_id'];
  const title = query['title'];
  const location = query['location'];
  const createdAfter = moment(query, 'created_after');
  const createdBefore = moment(query, 'created_before');
  const cursor = query['cursor'];
  if (createdAfter !== undefined && createdBefore !== undefined && createdAfter > createdBefore) {
    throw invalid('created_after is later than created_before');
  }
  const filters: ListFilters = {
    ...(userId ? { userId } : {}),
    ...(title ? { title } : {}),
    tags: (query['tags'] ?? '').split(',').filter((tag) => tag !== ''),
    ...(location ? { location } : {}),
    ...(createdAfter ? { createdAfter } : {}),
    ...(createdBefore ? { createdBefore } : {}),
  };
  return { filters, limit: limitOf(query), ...(cursor ? { cursor } : {}) };
}

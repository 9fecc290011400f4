/** Pages of lists: `position` is where the next page starts, which nobody needs to understand. */
import { badRequest } from './errors.ts';

export interface PageRequest {
  readonly limit?: number | undefined;
  readonly position?: string | undefined;
}

export interface Page<Item> {
  readonly items: Item[];
  readonly position: string | undefined;
}

const USUAL_PAGE = 25;
const LARGEST_PAGE = 500;

/**
 * @param usual how many an unlimited request gets
 * @throws AwsError BadRequestException for a position that is none
 */
export function page<Item>(items: readonly Item[], request: PageRequest, usual = USUAL_PAGE): Page<Item> {
  const start = readPosition(request.position);
  // A limit of 0 or less means the usual page.
  const size = Math.min(
    request.limit !== undefined && request.limit > 0 ? request.limit : usual,
    LARGEST_PAGE,
  );
  const end = start + size;
  return {
    items: items.slice(start, end),
    position: end < items.length ? Buffer.from(`from ${end}`).toString('base64url') : undefined,
  };
}

function readPosition(position: string | undefined): number {
  if (position === undefined) return 0;
  const match = /^from (\d+)$/.exec(Buffer.from(position, 'base64url').toString());
  if (match === null) throw badRequest('Invalid position');
  return Number(match[1]);
}

/**
 * Who is calling. The API itself checks no passwords and no tokens: what stands in front of it does (an API Gateway
 * authorizer, a load balancer's OIDC, a session), and says who was found. `Identify` is the seam; the default reads the
 * header `x-pettracker-user`, and is safe only where that header cannot come from outside.
 */
import { owns } from '../keys.ts';
import { ApiProblem } from './problem.ts';

/** Names the user on whose behalf a request comes; `undefined` when nobody is known. */
export type Identify = (request: Request) => Promise<string | undefined> | string | undefined;

export const USER_HEADER = 'x-pettracker-user';

export const userFromHeader: Identify = (request) => request.headers.get(USER_HEADER) ?? undefined;

/** What a user id may look like: it becomes a segment of keys, so it holds no slash and is not a dot. */
const USER_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

export const isUserId = (text: string): boolean => USER_ID.test(text);

/** The caller; throws when there is none. */
export async function callerOf(request: Request, identify: Identify): Promise<string> {
  const user = await identify(request);
  if (user === undefined || !isUserId(user)) {
    throw new ApiProblem('unauthenticated', 'the request does not say who is calling');
  }
  return user;
}

/** The ownership rule: only keys under `uploads/{user_id}/`. Says no more about other users' images than that. */
export function requireOwner(user: string, key: string): void {
  if (!owns(user, key)) throw new ApiProblem('forbidden', 'the key does not belong to the caller');
}

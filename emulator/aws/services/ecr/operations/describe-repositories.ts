import type { DescribeRepositoriesRequest, DescribeRepositoriesResponse } from '@aws-sdk/client-ecr';
import type { Operation } from '../../../kernel/operation.ts';
import type { Ecr } from '../ecr.ts';
import { invalidParameter } from '../errors.ts';
import { namedRepository } from '../named-repository.ts';
import { shownRepository } from '../output.ts';

const ACTION = 'ecr:DescribeRepositories';
/** Repositories of a page, unless told. */
const USUAL = 100;

export const describeRepositories: Operation<
  Ecr,
  DescribeRepositoriesRequest,
  DescribeRepositoriesResponse
> = (ecr, input, call) => {
  const { repositoryNames: names, maxResults = USUAL, nextToken } = input;
  if (names !== undefined) {
    return {
      repositories: names.map((name) => shownRepository(namedRepository(ecr, call, name, ACTION))),
    };
  }
  call.authorize({ action: ACTION, resource: '*', owner: call.scope.accountId });
  const from = nextToken === undefined ? 0 : Number(Buffer.from(nextToken, 'base64url').toString());
  if (!Number.isInteger(from) || from < 0) throw invalidParameter('nextToken', 'Invalid token');
  const all = ecr.repositories.list(call.scope);
  const end = from + maxResults;
  return {
    repositories: all.slice(from, end).map(shownRepository),
    ...(end < all.length && { nextToken: Buffer.from(String(end)).toString('base64url') }),
  };
};

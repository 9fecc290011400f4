import type { DescribeRepositoriesRequest, DescribeRepositoriesResponse } from '@aws-sdk/client-ecr';
import { offsetPage } from '../../../kernel/offset-page.ts';
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
  const page = offsetPage(ecr.repositories.list(call.scope), nextToken, maxResults);
  if (page === undefined) throw invalidParameter('nextToken', 'Invalid token');
  return { repositories: page.items.map(shownRepository), nextToken: page.next };
};

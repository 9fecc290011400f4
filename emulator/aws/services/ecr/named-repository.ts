/** Finds the repository that a request names, once the caller is known to be allowed to act on it. */
import type { Call } from '../../kernel/operation.ts';
import { parseArn } from '../../kernel/scope.ts';
import type { Ecr } from './ecr.ts';
import { invalidParameter, repositoryNotFound } from './errors.ts';
import { repositoryArn, type Repository } from './repositories.ts';

const NAME = /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

/** @throws AwsError InvalidParameterException */
export function checkName(name: string): void {
  if (name.length < 2 || name.length > 256 || !NAME.test(name)) {
    throw invalidParameter('repositoryName', `must satisfy regular expression '${NAME.source.slice(1, -1)}'`);
  }
}

/** @param action `ecr:DeleteRepository` @throws AwsError RepositoryNotFoundException, AccessDeniedException */
export function namedRepository(
  { repositories }: Ecr,
  call: Call,
  name: string | undefined,
  action: string,
): Repository {
  const { scope } = call;
  checkName(name ?? '');
  const repository = repositories.find(scope, name ?? '');
  authorizeRepository(call, name ?? '', action, repository);
  if (repository === undefined) throw repositoryNotFound(name ?? '', scope);
  return repository;
}

/** The same by ARN. */
export function taggedRepository(ecr: Ecr, call: Call, arn: string | undefined, action: string): Repository {
  const resource = parseArn(arn ?? '')?.resource ?? '';
  if (!resource.startsWith('repository/')) throw invalidParameter('resourceArn', 'Invalid ARN');
  return namedRepository(ecr, call, resource.slice('repository/'.length), action);
}

/** @throws AwsError AccessDeniedException */
export function authorizeRepository(call: Call, name: string, action: string, existing?: Repository): void {
  const { scope } = call;
  call.touches(name);
  call.authorize({
    action,
    resource: repositoryArn({ scope, name }),
    owner: scope.accountId,
    ...(existing?.policy !== undefined && { policy: existing.policy }),
  });
}

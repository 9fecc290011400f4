import type { CreateRepositoryRequest, CreateRepositoryResponse } from '@aws-sdk/client-ecr';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import type { Ecr } from '../ecr.ts';
import { repositoryExists } from '../errors.ts';
import { authorizeRepository, checkName } from '../named-repository.ts';
import { shownRepository } from '../output.ts';
import { withTags } from '../tags.ts';

export const createRepository: Operation<Ecr, CreateRepositoryRequest, CreateRepositoryResponse> = (
  { repositories },
  input,
  call,
) => {
  const { scope } = call;
  const { repositoryName: name = '', encryptionConfiguration: encryption } = input;
  checkName(name);
  if (input.imageTagMutabilityExclusionFilters !== undefined) {
    throw notImplemented('ecr', 'CreateRepository with imageTagMutabilityExclusionFilters');
  }
  authorizeRepository(call, name, 'ecr:CreateRepository');
  if (repositories.find(scope, name) !== undefined) throw repositoryExists(name, scope);
  const repository = {
    scope,
    name,
    createdAt: call.now,
    mutability: input.imageTagMutability ?? 'MUTABLE',
    scanOnPush: input.imageScanningConfiguration?.scanOnPush ?? false,
    encryption: encryption ?? { encryptionType: 'AES256' as const },
    tags: withTags({}, input.tags),
  };
  repositories.create(repository);
  return { repository: shownRepository(repository) };
};

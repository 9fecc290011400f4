/** Repositories as answers show them. */
import type { Repository as Shown } from '@aws-sdk/client-ecr';
import { toDate } from '../../kernel/instant.ts';
import { repositoryArn, type Repository } from './repositories.ts';

export const registryOf = ({ scope, name }: Repository) => ({
  registryId: scope.accountId,
  repositoryName: name,
});

export const shownRepository = (repository: Repository): Shown => ({
  ...registryOf(repository),
  repositoryArn: repositoryArn(repository),
  repositoryUri: `${repository.scope.accountId}.dkr.ecr.${repository.scope.region}.amazonaws.com/${repository.name}`,
  createdAt: toDate(repository.createdAt),
  imageTagMutability: repository.mutability,
  imageScanningConfiguration: { scanOnPush: repository.scanOnPush },
  encryptionConfiguration: repository.encryption,
});

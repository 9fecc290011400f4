import type {
  PutImageScanningConfigurationRequest,
  PutImageScanningConfigurationResponse,
} from '@aws-sdk/client-ecr';
import type { Operation } from '../../../kernel/operation.ts';
import type { Ecr } from '../ecr.ts';
import { namedRepository } from '../named-repository.ts';
import { registryOf } from '../output.ts';

export const putImageScanningConfiguration: Operation<
  Ecr,
  PutImageScanningConfigurationRequest,
  PutImageScanningConfigurationResponse
> = (ecr, input, call) => {
  const repository = namedRepository(ecr, call, input.repositoryName, 'ecr:PutImageScanningConfiguration');
  const { scanOnPush } = ecr.repositories.update(repository, {
    scanOnPush: input.imageScanningConfiguration?.scanOnPush ?? false,
  });
  return { ...registryOf(repository), imageScanningConfiguration: { scanOnPush } };
};

/** CopyDistribution: a staging distribution with the settings of its primary, under no alias (aws.md section A.1). */
import type { CopyDistributionRequest, CopyDistributionResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { addressed } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { createdDistribution } from '../distribution-creation.ts';
import { invalidArgument } from '../errors.ts';
import { checkIfMatch } from '../resources.ts';

export const copyDistribution: Operation<CloudFront, CopyDistributionRequest, CopyDistributionResult> = (
  cloudfront,
  input,
  call,
) => {
  const primary = addressed(cloudfront.distributions.resources, call, input.PrimaryDistributionId);
  checkIfMatch(primary.etag, input.IfMatch);
  if (input.Staging !== true) {
    throw invalidArgument('The parameter Staging must be true: a copy is a staging distribution.');
  }
  const { settings } = primary.config;
  const copy = {
    ...settings,
    CallerReference: input.CallerReference,
    Enabled: input.Enabled ?? settings.Enabled,
    Staging: true,
    Aliases: { Quantity: 0 },
  };
  return createdDistribution(cloudfront, copy, [], call);
};

import type { GetLayerVersionByArnRequest, GetLayerVersionResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { validation } from '../errors.ts';
import { violation } from '../constraints.ts';
import { layerOutput, referToLayer } from '../layer-output.ts';
import type { Lambda } from '../lambda.ts';

const ARN =
  'arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\\d{1}:\\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+';

export const getLayerVersionByArn: Operation<Lambda, GetLayerVersionByArnRequest, GetLayerVersionResponse> = (
  lambda,
  input,
  call,
) => {
  const reference = referToLayer(call, input.Arn);
  if (reference.version === undefined) {
    throw validation([violation(input.Arn, 'arn', `satisfy regular expression pattern: ${ARN}`)]);
  }
  return layerOutput(lambda, lambda.layers.get(reference, reference.version));
};

import type { GetLayerVersionRequest, GetLayerVersionResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { invalidParameter } from '../errors.ts';
import { layerOutput, referToLayer } from '../layer-output.ts';
import type { Lambda } from '../lambda.ts';

export const getLayerVersion: Operation<Lambda, GetLayerVersionRequest, GetLayerVersionResponse> = (
  lambda,
  input,
  call,
) => {
  const { VersionNumber: version = 0 } = input;
  const reference = referToLayer(call, input.LayerName);
  if (version < 1) throw invalidParameter('Layer Version Cannot be less than 1');
  return layerOutput(lambda, lambda.layers.get(reference, version));
};

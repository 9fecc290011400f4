import type { PublishLayerVersionRequest, PublishLayerVersionResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/operation.ts';
import { Constraints } from '../constraints.ts';
import { layerOutput, referToLayer } from '../layer-output.ts';
import type { Lambda } from '../lambda.ts';

export const publishLayerVersion: Operation<
  Lambda,
  PublishLayerVersionRequest,
  PublishLayerVersionResponse
> = async (lambda, input, call) => {
  const { scope, name } = referToLayer(call, input.LayerName);
  new Constraints()
    .length(name, 'layerName', 1, 140)
    .pattern(name, 'layerName', '[a-zA-Z0-9-_]+')
    .length(input.Description, 'description', 0, 256)
    .length(input.LicenseInfo, 'licenseInfo', 0, 512)
    .check();
  const staged = await lambda.packages.stage(input.Content ?? {}, call);
  try {
    return call.kernel.store.transact(() => {
      const layer = lambda.layers.publish({
        scope,
        name,
        description: input.Description ?? '',
        license: input.LicenseInfo,
        runtimes: input.CompatibleRuntimes ?? [],
        architectures: input.CompatibleArchitectures ?? [],
        code: staged.adopt(),
        createdAt: call.now,
      });
      return layerOutput(lambda, layer);
    });
  } catch (error) {
    staged.discard();
    throw error;
  }
};

/** Published functions for tests. */
import type { CloudFront, FunctionRuntime } from '@aws-sdk/client-cloudfront';

/**
 * Creates and publishes a function, and says its ARN.
 *
 * @param stores ARNs of the key value stores that it is associated with
 */
export async function publishedFunction(
  client: CloudFront,
  Name: string,
  code: string,
  Runtime: FunctionRuntime = 'cloudfront-js-2.0',
  stores: readonly string[] = [],
): Promise<string> {
  const { ETag } = await client.createFunction({
    Name,
    FunctionConfig: {
      Comment: '',
      Runtime,
      ...(stores.length > 0 && {
        KeyValueStoreAssociations: {
          Quantity: stores.length,
          Items: stores.map((KeyValueStoreARN) => ({ KeyValueStoreARN })),
        },
      }),
    },
    FunctionCode: new TextEncoder().encode(code),
  });
  const { FunctionSummary: summary } = await client.publishFunction({ Name, IfMatch: ETag });
  return summary!.FunctionMetadata!.FunctionARN!;
}

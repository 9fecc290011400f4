/**
 * `X-Amz-Target`: the service's name and the operation's. Some clients write CloudTrail's name with its package before it
 * (botocore 1.43: `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents`), and AWS takes both.
 */
export function readTarget(target: string): { readonly service: string; readonly operation: string } {
  const [operation = '', service = ''] = target.split('.').toReversed();
  return { service, operation };
}

/** Resource policies that let one AWS service act on another's resource, narrowed to the one resource and account meant. */
import type { BlueprintContext, PolicyDocument } from './blueprint.ts';

export interface Grant {
  /** `s3.amazonaws.com` */
  readonly service: string;
  readonly action: string;
  readonly resource: string;
  /** The resource on whose behalf the service acts. */
  readonly sourceArn: string;
}

/**
 * Without the conditions any account's bucket or topic could make the service act here: the confused deputy of
 * docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html. S3 knows its account only from the condition, since
 * bucket ARNs carry none.
 */
export const allowService = (grant: Grant, { accountId }: BlueprintContext): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: grant.service },
      Action: grant.action,
      Resource: grant.resource,
      Condition: {
        ArnEquals: { 'aws:SourceArn': grant.sourceArn },
        ...(grant.service === 's3.amazonaws.com' ? { StringEquals: { 'aws:SourceAccount': accountId } } : {}),
      },
    },
  ],
});

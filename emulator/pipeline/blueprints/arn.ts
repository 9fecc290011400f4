/** Names and ARNs that follow from where a blueprint stands. */
import type { BlueprintContext } from './blueprint.ts';

/** `generate-thumbnail`, on a shared account `generate-thumbnail-x1y2`. */
export const named = (name: string, { suffix }: BlueprintContext): string => `${name}${suffix}`;

/** `arn:aws:sqs:us-east-1:000000000000:pettracker-ml-queue`, for the kinds whose ARN ends in the bare name. */
export const arnOf = (service: 'sqs' | 'sns', name: string, context: BlueprintContext): string =>
  `arn:aws:${service}:${context.region}:${context.accountId}:${name}`;

export const functionArn = (name: string, context: BlueprintContext): string =>
  `arn:aws:lambda:${context.region}:${context.accountId}:function:${name}`;

export const bucketArn = (name: string): string => `arn:aws:s3:::${name}`;

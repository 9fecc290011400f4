/**
 * What CloudTrail answers when it refuses; every text is written here or beside the rule it belongs to. Codes from the
 * SDK's model (3.11xx, 2026-11-20). Gap: texts are from documentation and memory, not recorded.
 */
import { AwsError } from '../../kernel/aws-error.ts';

const refuse = (code: string, message: string): AwsError => new AwsError({ code, message, status: 400 });

export const trailNotFound = (name: string, accountId: string): AwsError =>
  refuse('TrailNotFoundException', `Unknown trail: ${name} for the user: ${accountId}`);

export const trailExists = (name: string, accountId: string): AwsError =>
  refuse('TrailAlreadyExistsException', `Trail ${name} already exists for customer: ${accountId}`);

export const tooManyTrails = (accountId: string): AwsError =>
  refuse('MaximumNumberOfTrailsExceededException', `User: ${accountId} already has 5 trails in this region.`);

export const invalidTrailName = (message: string): AwsError => refuse('InvalidTrailNameException', message);

export const bucketDoesNotExist = (bucket: string): AwsError =>
  refuse('S3BucketDoesNotExistException', `S3 bucket ${bucket} does not exist!`);

export const insufficientBucketPolicy = (bucket: string): AwsError =>
  refuse(
    'InsufficientS3BucketPolicyException',
    `Incorrect S3 bucket policy is detected for bucket: ${bucket}`,
  );

export const invalidSelectors = (message: string): AwsError =>
  refuse('InvalidEventSelectorsException', message);

export const invalidLookup = (message: string): AwsError =>
  refuse('InvalidLookupAttributesException', message);

export const invalidTimeRange = (): AwsError =>
  refuse('InvalidTimeRangeException', 'EndTime cannot be before StartTime.');

export const invalidMaxResults = (): AwsError =>
  refuse('InvalidMaxResultsException', 'MaxResults must be between 1 and 50.');

export const invalidNextToken = (): AwsError =>
  refuse('InvalidNextTokenException', 'The next token is invalid.');

export const invalidHomeRegion = (region: string): AwsError =>
  refuse('InvalidHomeRegionException', `The trail can only be changed in its home region, ${region}.`);

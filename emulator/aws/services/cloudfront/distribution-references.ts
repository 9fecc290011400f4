/** Whether everything exists that a distribution's configuration refers to (aws.md section A.1). */
import type { DefaultCacheBehavior, DistributionConfig } from '@aws-sdk/client-cloudfront';
import type { CloudFront } from './cloudfront.ts';
import { behaviorsOf } from './distributions.ts';
import { invalid } from './errors.ts';
import { itemsOf } from './quantities.ts';

/** @throws AwsError NoSuchCachePolicy, TrustedKeyGroupDoesNotExist, InvalidFunctionAssociation … */
export function checkReferences(cloudfront: CloudFront, account: string, settings: DistributionConfig): void {
  for (const behavior of behaviorsOf(settings)) checkBehavior(cloudfront, account, behavior);
  for (const { OriginAccessControlId: id } of itemsOf(settings.Origins)) {
    if (id && cloudfront.originAccessControls.find(account, id) === undefined) {
      throw invalid(
        'InvalidOriginAccessControl',
        'The origin access control is invalid: it does not exist in this account.',
      );
    }
  }
}

function checkBehavior(cloudfront: CloudFront, account: string, behavior: DefaultCacheBehavior): void {
  const { CachePolicyId, OriginRequestPolicyId, ResponseHeadersPolicyId } = behavior;
  if (CachePolicyId) cloudfront.cachePolicies.get(account, CachePolicyId);
  if (OriginRequestPolicyId) cloudfront.originRequestPolicies.get(account, OriginRequestPolicyId);
  if (ResponseHeadersPolicyId) cloudfront.responseHeadersPolicies.get(account, ResponseHeadersPolicyId);
  for (const group of itemsOf(behavior.TrustedKeyGroups)) {
    if (cloudfront.keyGroups.find(account, group) === undefined) {
      throw invalid('TrustedKeyGroupDoesNotExist', "The specified key group doesn't exist.");
    }
  }
  for (const { FunctionARN: arn = '' } of itemsOf(behavior.FunctionAssociations)) {
    if (cloudfront.functions.live(arn)?.account !== account) {
      throw invalid(
        'InvalidFunctionAssociation',
        'A CloudFront function association is invalid: the function does not exist or is not published.',
      );
    }
  }
  for (const { LambdaFunctionARN: arn = '' } of itemsOf(behavior.LambdaFunctionAssociations)) {
    if (!/^arn:aws:lambda:us-east-1:\d{12}:function:[\w-]+:\d+$/.test(arn)) {
      throw invalid(
        'InvalidLambdaFunctionAssociation',
        'The function ARN must reference a specific function version. (The ARN must end with the version number.)',
      );
    }
  }
}

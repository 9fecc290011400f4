/**
 * What CloudFront demands of a distribution's configuration as a whole, in the order in which it complains: the document,
 * its lists, origins, behaviors, then what the rest says (aws.md section A.1).
 *
 * Gaps: certificates are not looked up, any ARN of ACM in us-east-1 is taken; a web ACL's id is only kept.
 */
import type { CustomErrorResponse, DistributionConfig } from '@aws-sdk/client-cloudfront';
import { checkBehaviors } from './behavior-rules.ts';
import { invalid, invalidArgument } from './errors.ts';
import { checkOrigins } from './origin-rules.ts';
import { checkQuantities, itemsOf } from './quantities.ts';

const MOST_ALIASES = 100;
const ALIAS = /^(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$/i;
const ERROR_CODES = new Set([400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504]);
const CERTIFICATE = /^arn:aws:acm:us-east-1:\d+:certificate\/[\w-]+$/;

/** @throws AwsError of many codes, each naming what is wrong */
export function checkDistribution(config: DistributionConfig): void {
  checkQuantities(config);
  checkOrigins(config);
  checkBehaviors(config);
  checkAliases(config);
  checkCertificate(config);
  for (const response of itemsOf(config.CustomErrorResponses)) checkErrorResponse(response);
  const { DefaultRootObject: root = '', Comment: comment = '' } = config;
  if (root.length > 255 || root.startsWith('/')) {
    throw invalid(
      'InvalidDefaultRootObject',
      'The default root object file name is too big or contains an invalid character.',
    );
  }
  if (comment.length > 128) throw invalidArgument('The parameter Comment is too big.');
  const { Logging: logging } = config;
  if (
    logging?.Enabled === true &&
    !/^[^.]+(?:\.[^.]+)*\.s3[.a-z0-9-]*\.amazonaws\.com$/.test(logging.Bucket ?? '')
  ) {
    throw invalidArgument('The parameter Logging Bucket does not refer to a valid S3 bucket.');
  }
}

function checkAliases({ Aliases }: DistributionConfig): void {
  const aliases = itemsOf(Aliases);
  if (aliases.length > MOST_ALIASES) {
    throw invalid(
      'TooManyDistributionCNAMEs',
      'Your request contains more CNAMEs than are allowed per distribution.',
    );
  }
  if (!aliases.every((alias) => alias.length <= 253 && ALIAS.test(alias))) {
    throw invalidArgument('The parameter CNAME contains one or more parameters that are not valid.');
  }
}

function checkCertificate({ Aliases, ViewerCertificate }: DistributionConfig): void {
  const arn = ViewerCertificate?.ACMCertificateArn || ViewerCertificate?.IAMCertificateId;
  if (!arn) {
    if (itemsOf(Aliases).length === 0) return;
    throw invalid(
      'InvalidViewerCertificate',
      'To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate that validates your authorization to use the domain name. For more details, see: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements',
    );
  }
  if (ViewerCertificate?.ACMCertificateArn && !CERTIFICATE.test(arn)) {
    throw invalid(
      'InvalidViewerCertificate',
      "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
    );
  }
  if (!ViewerCertificate?.SSLSupportMethod) {
    throw invalidArgument('The parameter SSLSupportMethod is required when a certificate is specified.');
  }
}

function checkErrorResponse(response: CustomErrorResponse): void {
  const { ErrorCode: code = 0, ResponsePagePath: path = '', ResponseCode: answer = '' } = response;
  if (!ERROR_CODES.has(code)) {
    throw invalid('InvalidErrorCode', 'An invalid error code was specified.');
  }
  if ((path === '') !== (answer === '')) {
    throw invalidArgument(
      'Your request must specify both ResponsePagePath and ResponseCode together or none of them.',
    );
  }
  if (path !== '' && !path.startsWith('/')) {
    throw invalid(
      'InvalidRelativePath',
      'The relative path is too big, is not URL-encoded, or does not begin with a slash (/).',
    );
  }
  if (answer !== '' && answer !== '200' && !ERROR_CODES.has(Number(answer))) {
    throw invalid('InvalidResponseCode', 'A response code is not valid.');
  }
  if ((response.ErrorCachingMinTTL ?? 0) < 0) {
    throw invalidArgument('The parameter ErrorCachingMinTTL must not be negative.');
  }
}

/**
 * What S3 refuses in a website configuration.
 *
 * Evidence: fact sheet S3 §11.14; which codes are valid, as Versity's gateway 1.8.0 (July 2026) tells of S3; the arguments
 * that refusals name, answers that LocalStack recorded from AWS (test_s3.py, February 2026).
 */
import type { RoutingRule, WebsiteConfiguration } from '@aws-sdk/client-s3';
import { invalidArgument, invalidRequest, malformedXml } from './errors.ts';

const MOST_RULES = 50;
/** Where no other code is; S3 knows no 306 and 309 either. */
const REDIRECT_CODE = /^30[1-578]$/;
/** 400 to 417 and 500 to 505. */
const ERROR_CODE = /^(?:4(?:0\d|1[0-7])|50[0-5])$/;

/** @throws AwsError InvalidArgument, InvalidRequest, MalformedXML */
export function validWebsite(configuration: WebsiteConfiguration): WebsiteConfiguration {
  const { IndexDocument, ErrorDocument, RedirectAllRequestsTo, RoutingRules } = configuration;
  if (RedirectAllRequestsTo !== undefined) {
    if (IndexDocument !== undefined || ErrorDocument !== undefined || RoutingRules !== undefined) {
      throw invalidArgument(
        'RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.',
        'RedirectAllRequestsTo',
        'not null',
      );
    }
    if (RedirectAllRequestsTo.HostName === undefined) throw malformedXml();
    checkProtocol(RedirectAllRequestsTo.Protocol);
    return configuration;
  }
  const suffix = IndexDocument?.Suffix;
  if (suffix === undefined) {
    throw invalidArgument(
      'A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty',
      'IndexDocument',
      'null',
    );
  }
  if (suffix === '' || suffix.includes('/')) {
    throw invalidArgument('The IndexDocument Suffix is not well formed', 'IndexDocument', suffix);
  }
  if (ErrorDocument !== undefined && !ErrorDocument.Key) throw malformedXml();
  if ((RoutingRules?.length ?? 0) > MOST_RULES) {
    throw invalidRequest(
      `${RoutingRules?.length} routing rules provided, the number of routing rules in a website configuration is limited to 50.`,
    );
  }
  for (const rule of RoutingRules ?? []) checkRule(rule);
  return configuration;
}

function checkRule({ Condition, Redirect }: RoutingRule): void {
  if (Redirect === undefined || Object.values(Redirect).every((value) => value === undefined)) {
    throw malformedXml();
  }
  checkProtocol(Redirect.Protocol);
  if (Redirect.ReplaceKeyPrefixWith !== undefined && Redirect.ReplaceKeyWith !== undefined) {
    throw invalidRequest('You can only define ReplaceKeyPrefix or ReplaceKey but not both.');
  }
  const redirectCode = Redirect.HttpRedirectCode;
  requireNumber(redirectCode);
  if (redirectCode !== undefined && !REDIRECT_CODE.test(redirectCode)) {
    throw invalidRequest(
      `The provided HTTP redirect code (${redirectCode}) is not valid. Valid codes are 3XX except 300.`,
    );
  }
  if (Condition === undefined) return;
  const { HttpErrorCodeReturnedEquals: errorCode, KeyPrefixEquals } = Condition;
  if (errorCode === undefined && KeyPrefixEquals === undefined) {
    throw invalidRequest(
      "Condition cannot be empty. To redirect all requests without a condition, the condition element shouldn't be present.",
    );
  }
  requireNumber(errorCode);
  if (errorCode !== undefined && !ERROR_CODE.test(errorCode)) {
    throw invalidRequest(
      `The provided HTTP error code (${errorCode}) is not valid. Valid codes are 4XX or 5XX.`,
    );
  }
}

/** The schema has integers for codes. */
function requireNumber(code: string | undefined): void {
  if (code !== undefined && !/^\d+$/.test(code)) throw malformedXml();
}

function checkProtocol(protocol: string | undefined): void {
  if (protocol === undefined || protocol === 'http' || protocol === 'https') return;
  throw invalidRequest(
    'Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.',
  );
}

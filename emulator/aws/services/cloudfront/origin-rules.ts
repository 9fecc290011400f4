/** What CloudFront demands of origins and origin groups (aws.md sections A.1, A.12, A.22). */
import type { DistributionConfig, Origin, OriginGroup } from '@aws-sdk/client-cloudfront';
import { invalid, invalidArgument } from './errors.ts';
import { itemsOf } from './quantities.ts';

const MOST_ORIGINS = 100;
const MOST_HEADERS = 10;
const FAILOVER_STATUSES = new Set([400, 403, 404, 416, 429, 500, 502, 503, 504]);
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?)*$/i;
const IP_ADDRESS = /^(?:\d{1,3}\.){3}\d{1,3}$/;
const S3_HOST = /^(?<bucket>.+)\.s3(?:[.-](?:dualstack\.)?[a-z]{2}(?:-[a-z]+)+-\d)?\.amazonaws\.com$/;

/** Headers that CloudFront does not let an origin's custom headers set. */
const FORBIDDEN_HEADERS =
  /^(?:cache-control|connection|content-length|cookie|host|if-.*|max-forwards|pragma|proxy-.*|range|request-range|te|trailer|transfer-encoding|upgrade|via|x-amz-.*|x-edge-.*|x-real-ip)$/i;

/** The bucket an origin's domain names; undefined for custom origins and S3 websites. */
export const bucketOf = (domain: string): string | undefined => S3_HOST.exec(domain)?.groups?.['bucket'];

/** @throws AwsError InvalidOrigin, InvalidArgument, TooManyOrigins, TooManyOriginCustomHeaders … */
export function checkOrigins(config: DistributionConfig): void {
  const origins = itemsOf(config.Origins);
  if (origins.length === 0) throw invalidArgument('The parameter Origins must contain at least one origin.');
  if (origins.length > MOST_ORIGINS) {
    throw invalid('TooManyOrigins', 'You cannot create more origins for the distribution.');
  }
  const ids = origins.map(({ Id }) => Id ?? '');
  if (new Set(ids).size < ids.length) {
    throw invalidArgument('The parameter Origin Id must be unique within the distribution.');
  }
  for (const origin of origins) checkOrigin(origin);
  for (const group of itemsOf(config.OriginGroups)) checkGroup(group, ids);
}

function checkOrigin(origin: Origin): void {
  const {
    DomainName: domain = '',
    OriginPath: path = '',
    S3OriginConfig: s3,
    CustomOriginConfig: custom,
  } = origin;
  const local = domain === 'localhost' || domain.startsWith('127.');
  if (!local && (IP_ADDRESS.test(domain) || !HOST_NAME.test(domain))) {
    throw invalidArgument('The parameter origin name must be a domain name.');
  }
  if (s3 !== undefined && custom !== undefined) {
    throw invalid('InvalidOrigin', 'The specified origin server does not exist or is not valid.');
  }
  if (s3 === undefined && custom === undefined && origin.VpcOriginConfig === undefined) {
    throw invalid('InvalidOrigin', 'The specified origin server does not exist or is not valid.');
  }
  if (s3 !== undefined && bucketOf(domain) === undefined) {
    throw invalidArgument('The parameter Origin DomainName does not refer to a valid S3 bucket.');
  }
  if (path !== '' && (!path.startsWith('/') || path.endsWith('/') || path.length > 255)) {
    throw invalidArgument('The parameter OriginPath must begin with a slash and must not end with one.');
  }
  const { OriginShield: shield } = origin;
  if (shield?.Enabled === true && !shield.OriginShieldRegion) {
    throw invalidArgument(
      'The parameter Origin Shield Region cannot be empty when Origin Shield is enabled.',
    );
  }
  checkConnection(origin);
  checkCustomHeaders(origin);
}

function checkConnection({
  ConnectionAttempts: attempts = 3,
  ConnectionTimeout: timeout = 10,
  CustomOriginConfig,
}: Origin): void {
  if (attempts < 1 || attempts > 3) {
    throw invalidArgument('The parameter ConnectionAttempts must be between 1 and 3.');
  }
  if (timeout < 1 || timeout > 10) {
    throw invalidArgument('The parameter ConnectionTimeout must be between 1 and 10.');
  }
  const { OriginReadTimeout: read = 30, OriginKeepaliveTimeout: idle = 5 } = CustomOriginConfig ?? {};
  if (read < 1 || read > 120) {
    throw invalid('InvalidOriginReadTimeout', 'The read timeout specified for the origin is not valid.');
  }
  if (idle < 1 || idle > 120) {
    throw invalid(
      'InvalidOriginKeepaliveTimeout',
      'The keep alive timeout specified for the origin is not valid.',
    );
  }
}

function checkCustomHeaders({ CustomHeaders }: Origin): void {
  const headers = itemsOf(CustomHeaders);
  if (headers.length > MOST_HEADERS) {
    throw invalid('TooManyOriginCustomHeaders', 'Your request contains too many origin custom headers.');
  }
  for (const { HeaderName: name = '', HeaderValue: value = '' } of headers) {
    if (!/^[\w!#$%&'*+.^`|~-]{1,256}$/.test(name) || value.length > 1_783 || FORBIDDEN_HEADERS.test(name)) {
      throw invalidArgument(`The parameter HeaderName : ${name} is not allowed as an origin custom header.`);
    }
  }
}

function checkGroup(group: OriginGroup, origins: readonly string[]): void {
  const members = itemsOf(group.Members).map(({ OriginId }) => OriginId ?? '');
  if (members.length !== 2 || members[0] === members[1]) {
    throw invalidArgument('The parameter Members must contain two different origins.');
  }
  if (!members.every((id) => origins.includes(id))) {
    throw invalid('NoSuchOrigin', 'No origin exists with the specified Origin Id.');
  }
  const statuses = itemsOf(group.FailoverCriteria?.StatusCodes);
  if (statuses.length === 0 || !statuses.every((status) => FAILOVER_STATUSES.has(status))) {
    throw invalidArgument('The parameter StatusCodes contains a status code that is not valid for failover.');
  }
}

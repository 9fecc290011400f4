/**
 * Hosts of website endpoints: `bucket.s3-website-eu-west-1.amazonaws.com`, `bucket.s3-website.eu-central-1.amazonaws.com`,
 * and under this machine's own names `bucket.s3-website.localhost`.
 *
 * Evidence: fact sheet S3 §11.14.
 */
import { remembered } from '../../kernel/remembered.ts';
import type { WireRequest } from '../../wire/message.ts';

const REGION = String.raw`[a-z]{2}(?:-[a-z]+)+-\d`;
const WEBSITE_HOST = new RegExp(
  String.raw`^(?:(.+)\.)?s3-website(?:[.-](${REGION}))?\.(?:amazonaws\.com|localhost(?:\.localstack\.cloud)?)$`,
);

export interface WebsiteHost {
  /** Undefined for the endpoint itself. */
  readonly bucket: string | undefined;
}

/** Undefined when the host is no website endpoint. */
export const websiteHost = ({ headers }: WireRequest): WebsiteHost | undefined =>
  websiteAt(headers['host'] ?? '');

const websiteAt = remembered((host): WebsiteHost | undefined => {
  const match = WEBSITE_HOST.exec(host.replace(/:\d+$/, '').toLowerCase());
  return match === null ? undefined : { bucket: match[1] };
});

/**
 * What `x-amz-copy-source` names: `bucket/key` or `/bucket/key`, percent-encoded with `+` for a space, perhaps with a
 * version. Evidence: fact sheet S3 §6, §11.4.
 * Gaps: access point ARNs are not implemented.
 */
import { notImplemented } from '../../kernel/aws-error.ts';
import { invalidArgument } from './errors.ts';

export interface CopySource {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | undefined;
}

const HEADER = 'x-amz-copy-source';
const VERSION = /\?versionId=([^&]*)$/;

/** @throws AwsError InvalidArgument */
export function copySource(header: string): CopySource {
  const version = VERSION.exec(header);
  const path = decoded(version === null ? header : header.slice(0, version.index));
  if (path.startsWith('arn:')) throw notImplemented('s3', 'copying from an access point');
  const named = path.startsWith('/') ? path.slice(1) : path;
  const slash = named.indexOf('/');
  if (slash < 1 || slash === named.length - 1) throw invalid();
  return {
    bucket: named.slice(0, slash),
    key: named.slice(slash + 1),
    versionId: version === null ? undefined : decoded(version[1] ?? ''),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw invalid();
  }
}

const invalid = () => invalidArgument('Invalid copy source object key', HEADER, HEADER);

/** Where a request's template is: in the request, or in a bucket. */
import { bodyText } from '../../kernel/body-text.ts';
import type { Call } from '../../kernel/operation.ts';
import { validationError } from './errors.ts';

const LONGEST_BODY = 51_200;
const LONGEST_OBJECT = 1_048_576;

/** @throws AwsError ValidationError, and what S3 answers */
export async function templateText(
  {
    TemplateBody: body,
    TemplateURL: url,
  }: { TemplateBody?: string | undefined; TemplateURL?: string | undefined },
  call: Call,
): Promise<string> {
  if ((body === undefined) === (url === undefined)) {
    throw validationError('Either Template URL or Template Body must be specified.');
  }
  if (body !== undefined) {
    if (Buffer.byteLength(body) <= LONGEST_BODY) return body;
    throw validationError(
      "1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200",
    );
  }
  const { bucket, key } = location(url!);
  const { scope, principal, seq: cause } = call;
  const object = await call.kernel.ports.find('objects')!.read({ scope, principal, bucket, key, cause });
  if (object.size > LONGEST_OBJECT) throw validationError('Template may not exceed 1048576 bytes in size.');
  return bodyText(object.body);
}

/** Bucket in the host or first in the path. */
function location(url: string): { readonly bucket: string; readonly key: string } {
  if (!URL.canParse(url)) throw validationError('TemplateURL must be a supported URL.');
  const { hostname, pathname } = new URL(url);
  const path = decodeURIComponent(pathname.slice(1));
  const [, inHost] = /^(.+)\.s3[.-]/.exec(hostname) ?? [];
  if (inHost !== undefined) return { bucket: inHost, key: path };
  const slash = path.indexOf('/');
  if (slash < 1)
    throw validationError('TemplateURL must reference a valid S3 object to which you have access.');
  return { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
}

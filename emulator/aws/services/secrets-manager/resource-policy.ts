/** Policies on secrets. */
import { isPublic } from '../../auth/policy/public.ts';
import { parsePolicy } from '../../auth/policy/parse.ts';
import { malformedPolicy, publicPolicy } from './errors.ts';

const MOST_BYTES = 20_480;

/**
 * @param blockPublic whether a policy that opens the secret to anybody is refused
 * @throws AwsError MalformedPolicyDocumentException, PublicPolicyException
 */
export function checkPolicy(text: string, blockPublic: boolean): void {
  if (Buffer.byteLength(text) > MOST_BYTES) {
    throw malformedPolicy(`The resource policy is larger than ${MOST_BYTES} bytes.`);
  }
  const parsed = parsePolicy(text, { principal: 'required', resource: 'required' });
  if ('fault' in parsed) throw malformedPolicy(parsed.fault);
  if (blockPublic && isPublic(parsed.document)) throw publicPolicy();
}

/**
 * Policy documents as IAM takes them: what it refuses, and their statements once read.
 *
 * Evidence: aws.md section F.3, published answers. Gaps (unverified): which of several faults is named; the texts about
 * resources and trust policies.
 */
import type { Statement } from '../../auth/policy/document.ts';
import { IDENTITY_POLICY, parsePolicy, type Grammar } from '../../auth/policy/parse.ts';
import { fixedText } from '../../auth/policy/pattern.ts';
import { malformedPolicy } from './errors.ts';

const TRUST_POLICY: Grammar = { principal: 'required', resource: 'optional' };

/** IAM's words for what the common grammar finds wrong. */
const WORDING: Readonly<Record<string, string>> = {
  "Policies must be valid JSON and the first byte must be '{'": 'This policy contains invalid Json',
  'Invalid policy syntax.': 'Syntax errors in policy.',
  'Missing required field Statement': 'Syntax errors in policy.',
  'Policy has invalid action': 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
  'Policy has invalid resource': 'Resource must be in ARN format or "*".',
};

function statements(text: string, grammar: Grammar): readonly Statement[] {
  const parsed = parsePolicy(text, grammar);
  if ('fault' in parsed) throw malformedPolicy(WORDING[parsed.fault] ?? parsed.fault);
  return parsed.document.statements;
}

/** @throws AwsError MalformedPolicyDocument */
export const checkIdentityPolicy = (text: string): void => void statements(text, IDENTITY_POLICY);

/** @throws AwsError MalformedPolicyDocument */
export function checkTrustPolicy(text: string): void {
  for (const { resource, action } of statements(text, TRUST_POLICY)) {
    if (resource !== undefined) throw malformedPolicy('Has prohibited field Resource');
    const foreign = action.items.some((item) => fixedText(item)?.startsWith('sts:') === false);
    if (foreign) throw malformedPolicy('AssumeRole policy may only specify STS AssumeRole actions.');
  }
}

/** Documents kept read; the one asked about longest ago goes first. */
const KEPT = 1_000;

/** Reads documents once. */
export class PolicyReader {
  readonly #read = new Map<string, readonly Statement[]>();

  /** The statements of a document that was checked when it was put, each with where it stands. */
  statements(text: string, origin: string): readonly Statement[] {
    const key = `${origin}\n${text}`;
    const known = this.#read.get(key);
    this.#read.delete(key);
    const read = known ?? statements(text, IDENTITY_POLICY).map((statement) => ({ ...statement, origin }));
    if (this.#read.size >= KEPT) this.#read.delete(this.#read.keys().next().value ?? '');
    this.#read.set(key, read);
    return read;
  }
}

/** How long a document is, as quotas count it: without white space. */
export const policySize = (text: string): number => text.replaceAll(/\s/g, '').length;

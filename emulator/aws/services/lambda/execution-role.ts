/**
 * The role that a function acts in: a role that IAM knows must let Lambda assume it. One that IAM does not know is taken as it
 * is, and the function then acts as its account's root (execution/variables.ts): most pipelines under test have no roles.
 *
 * Evidence: AWS's answers in aws.lambda#2 (2017) and aws-lambda-power-tuning#69 (2020). Gap: a new role is there at once, where AWS
 * takes some seconds to see it.
 */
import type { Call } from '../../kernel/operation.ts';
import { trusts } from '../../kernel/role-trust.ts';
import { roleNotAssumable } from './errors.ts';

/** @throws AwsError InvalidParameterValueException */
export function checkRole(roleArn: string, call: Call): void {
  const role = call.kernel.ports.find('identities')?.role(roleArn);
  if (role === undefined) return;
  if (!trusts(call, roleArn, role, 'lambda.amazonaws.com')) throw roleNotAssumable();
}

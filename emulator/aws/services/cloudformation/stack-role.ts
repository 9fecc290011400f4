/** Who makes a stack's resources: whoever asks for them, or the role that he passes to CloudFormation. */
import { rolePrincipal } from '../../kernel/role-principal.ts';
import type { Call } from '../../kernel/operation.ts';
import { trusts } from '../../kernel/role-trust.ts';
import { validationError } from './errors.ts';
import type { StackSettings } from './stacks.ts';

const SERVICE = 'cloudformation.amazonaws.com';

/** @throws AwsError ValidationError for a role that is not there or trusts somebody else, AccessDenied for who may not pass it */
export function actor(call: Call, roleArn: string | undefined): Pick<StackSettings, 'principal' | 'roleArn'> {
  if (roleArn === undefined) return { principal: call.principal };
  const { kernel } = call;
  const role = kernel.ports.find('identities')?.role(roleArn);
  if (role === undefined || !trusts(call, roleArn, role, SERVICE)) {
    throw validationError(`Role ${roleArn} is invalid or cannot be assumed`);
  }
  const context = { 'iam:PassedToService': SERVICE };
  call.authorize({ action: 'iam:PassRole', resource: roleArn, owner: role.accountId, context });
  return { principal: rolePrincipal(kernel, roleArn, 'AWSCloudFormation'), roleArn };
}

import type {
  ValidateResourcePolicyRequest,
  ValidateResourcePolicyResponse,
} from '@aws-sdk/client-secrets-manager';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { checkInput } from '../errors.ts';
import { namedSecret } from '../named-secret.ts';
import { checkPolicy } from '../resource-policy.ts';
import type { SecretsManager } from '../secrets-manager.ts';

export const validateResourcePolicy: Operation<
  SecretsManager,
  ValidateResourcePolicyRequest,
  ValidateResourcePolicyResponse
> = (manager, input, call) => {
  checkInput(input, { ResourcePolicy: { required: true, least: 1 } });
  const action = 'secretsmanager:ValidateResourcePolicy';
  if (input.SecretId !== undefined) namedSecret(manager, call, input.SecretId, action);
  else call.authorize({ action, resource: '*', owner: call.scope.accountId });
  try {
    checkPolicy(input.ResourcePolicy ?? '', true);
    return { PolicyValidationPassed: true, ValidationErrors: [] };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const ValidationErrors = [{ CheckName: error.code, ErrorMessage: error.message }];
    return { PolicyValidationPassed: false, ValidationErrors };
  }
};

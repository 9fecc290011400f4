import type { Call } from '../../kernel/operation.ts';
import { AwsError } from '../../kernel/aws-error.ts';
import { checkInput, invalidResourceId, invalidResourceType } from './errors.ts';
import { namedParameter } from './named-parameter.ts';
import type { Parameter } from './parameter.ts';
import type { Ssm } from './ssm.ts';

interface Tagged {
  readonly ResourceType?: string | undefined;
  readonly ResourceId?: string | undefined;
}

/**
 * The parameter whose tags a request is about; nothing else of Systems Manager is here.
 *
 * @throws AwsError InvalidResourceType, InvalidResourceId, AccessDeniedException, ValidationException
 */
export function taggedParameter(ssm: Ssm, call: Call, input: Tagged, action: string): Parameter {
  checkInput(input, { ResourceType: { required: true }, ResourceId: { required: true } });
  if (input.ResourceType !== 'Parameter') throw invalidResourceType();
  try {
    return namedParameter(ssm, call, input.ResourceId ?? '', action).parameter;
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ParameterNotFound') throw invalidResourceId();
    throw error;
  }
}

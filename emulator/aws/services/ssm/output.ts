/** Parameters as answers show them. */
import type { Parameter as Shown, ParameterMetadata, ParameterHistory } from '@aws-sdk/client-ssm';
import { toDate } from '../../kernel/instant.ts';
import { sealed } from './encryption.ts';
import { parameterArn, type Parameter } from './parameter.ts';

const common = (parameter: Parameter) => ({
  Name: parameter.name,
  Type: parameter.type,
  Version: parameter.version,
  LastModifiedDate: toDate(parameter.modifiedAt),
  DataType: parameter.dataType,
});

/** The value in clear, unless it is a secret that nobody asked to be told. */
const valueOf = (parameter: Parameter, decrypted: boolean): string =>
  parameter.type === 'SecureString' && !decrypted ? sealed(parameter) : parameter.value;

export const shownParameter = (parameter: Parameter, decrypted: boolean, selector?: string): Shown => ({
  ...common(parameter),
  ARN: parameterArn(parameter.scope, parameter.name),
  Value: valueOf(parameter, decrypted),
  ...(selector !== undefined && { Selector: selector }),
});

export const parameterMetadata = (parameter: Parameter): ParameterMetadata => ({
  ...common(parameter),
  ARN: parameterArn(parameter.scope, parameter.name),
  ...described(parameter),
});

export const parameterHistory = (parameter: Parameter, decrypted: boolean): ParameterHistory => ({
  ...common(parameter),
  ...described(parameter),
  Value: valueOf(parameter, decrypted),
  Labels: [],
});

const described = (parameter: Parameter) => ({
  ...(parameter.keyId !== undefined && { KeyId: parameter.keyId }),
  ...(parameter.description !== undefined && { Description: parameter.description }),
  ...(parameter.pattern !== undefined && { AllowedPattern: parameter.pattern }),
  LastModifiedUser: parameter.modifiedBy,
  Tier: parameter.tier,
  Policies: [],
});

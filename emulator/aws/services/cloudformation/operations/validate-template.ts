import type { ValidateTemplateInput, ValidateTemplateOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import type { CloudFormation } from '../cloudformation.ts';
import { capabilityOf, checkTemplate } from '../plan.ts';
import { textOf } from '../resources/resource-type.ts';
import { templateText } from '../template-source.ts';

export const validateTemplate: Operation<
  CloudFormation,
  ValidateTemplateInput,
  ValidateTemplateOutput
> = async (_, input, call) => {
  allow(call, '*');
  const template = checkTemplate(await templateText(input, call));
  const capability = capabilityOf(template);
  return {
    Parameters: Object.entries(template.parameters).map(([ParameterKey, declaration]) => ({
      ParameterKey,
      ...(declaration['Default'] !== undefined && { DefaultValue: textOf(declaration['Default']) }),
      NoEcho: textOf(declaration['NoEcho']) === 'true',
      ...(declaration['Description'] !== undefined && { Description: textOf(declaration['Description']) }),
    })),
    ...(template.description !== undefined && { Description: template.description }),
    ...(capability !== undefined && {
      Capabilities: [capability as 'CAPABILITY_IAM'],
      CapabilitiesReason: 'The following resource(s) require capabilities: [AWS::IAM::Role]',
    }),
  };
};

/** What a template tells of itself. */
import { capabilityOf } from './plan.ts';
import { textOf } from './template/json.ts';
import type { Template } from './template/template.ts';

export function templateSummary(template: Template) {
  const { capability, types } = capabilityOf(template);
  return {
    Parameters: Object.entries(template.parameters).map(([ParameterKey, declaration]) => ({
      ParameterKey,
      ...(declaration['Default'] !== undefined && { DefaultValue: textOf(declaration['Default']) }),
      NoEcho: textOf(declaration['NoEcho']) === 'true',
      ...(declaration['Description'] !== undefined && { Description: textOf(declaration['Description']) }),
    })),
    ...(template.description !== undefined && { Description: template.description }),
    ...(capability !== undefined && {
      Capabilities: [capability],
      CapabilitiesReason: `The following resource(s) require capabilities: [${types.join(', ')}]`,
    }),
  };
}

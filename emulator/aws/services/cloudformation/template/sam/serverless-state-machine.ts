import { notImplemented } from '../../../../kernel/aws-error.ts';
import { without, type JsonObject } from '../json.ts';
import { roleFor } from './serverless-role.ts';
import { tagsOf, type Expansion } from './expansion.ts';
import { s3LocationOf } from './s3-location.ts';

const OWN = [
  'Definition',
  'DefinitionSubstitutions',
  'DefinitionUri',
  'Logging',
  'Name',
  'Policies',
  'Role',
  'Tags',
  'Tracing',
  'Type',
];

export function expandStateMachine({ resources }: Expansion, id: string, body: JsonObject): void {
  const properties = body['Properties'] as JsonObject;
  const [unknown] = Object.keys(without(properties, ...OWN));
  if (unknown !== undefined)
    throw notImplemented('cloudformation', `AWS::Serverless::StateMachine with ${unknown}`);
  const {
    Definition,
    DefinitionSubstitutions,
    Name,
    Type,
    Role: role,
    Policies,
    Logging,
    Tracing,
    Tags,
  } = properties;
  if (role === undefined) resources[`${id}Role`] = roleFor(id, 'states.amazonaws.com', Policies);
  resources[id] = {
    ...body,
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      ...(Definition === undefined
        ? { DefinitionS3Location: { ...s3LocationOf('DefinitionUri', properties['DefinitionUri']) } }
        : { Definition }),
      ...(DefinitionSubstitutions !== undefined && { DefinitionSubstitutions }),
      ...(Name !== undefined && { StateMachineName: Name }),
      ...(Type !== undefined && { StateMachineType: Type }),
      ...(Logging !== undefined && { LoggingConfiguration: Logging }),
      ...(Tracing !== undefined && { TracingConfiguration: Tracing }),
      ...(Tags !== undefined && { Tags: tagsOf(Tags) }),
      RoleArn: role ?? { 'Fn::GetAtt': [`${id}Role`, 'Arn'] },
    },
  };
}

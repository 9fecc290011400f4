/** Gaps: activities are refused, as the service refuses them; `DefinitionS3Location` is read as JSON only. */
import { validationError } from '../errors.ts';
import { isObject, textOf, without, type JsonObject } from '../template/json.ts';
import type { Making, ResourceType } from './resource-type.ts';
import { s3Text } from './s3-text.ts';
import { tagChanges, tagList } from './tags.ts';

const stateMachine: ResourceType = {
  type: 'AWS::StepFunctions::StateMachine',
  properties: [
    'Definition',
    'DefinitionS3Location',
    'DefinitionString',
    'DefinitionSubstitutions',
    'LoggingConfiguration',
    'RoleArn',
    'StateMachineName',
    'StateMachineType',
    'Tags',
    'TracingConfiguration',
  ],
  required: ['RoleArn'],
  createOnly: ['StateMachineName', 'StateMachineType'],
  named: 'StateMachineName',
  async create(properties, making) {
    const { StateMachineName: given, StateMachineType: type = 'STANDARD', RoleArn, Tags } = properties;
    const name = textOf(given ?? making.generatedName);
    const { stateMachineArn: arn } = await making.invoke('sfn', 'CreateStateMachine', {
      name,
      type,
      RoleArn,
      definition: await definitionOf(properties, making),
      tags: tagList(Tags),
      ...loggingOf(properties),
    });
    making.exists(arn as string);
    return attributesOf(arn as string, name, making);
  },
  async update({ physicalId: stateMachineArn, attributes, properties: before }, properties, making) {
    const definition = await definitionOf(properties, making);
    const change = { stateMachineArn, RoleArn: properties['RoleArn'], definition, ...loggingOf(properties) };
    await making.invoke('sfn', 'UpdateStateMachine', change);
    const { put: tags, removed: tagKeys } = tagChanges(before['Tags'], properties['Tags']);
    const resourceArn = stateMachineArn;
    if (tags.length > 0) await making.invoke('sfn', 'TagResource', { resourceArn, tags });
    if (tagKeys.length > 0) await making.invoke('sfn', 'UntagResource', { resourceArn, tagKeys });
    return attributesOf(stateMachineArn, textOf(attributes['Name']), making);
  },
  async delete(stateMachineArn, _, making) {
    await making.invoke('sfn', 'DeleteStateMachine', { stateMachineArn });
  },
};

const loggingOf = ({ LoggingConfiguration, TracingConfiguration }: JsonObject): object => ({
  LoggingConfiguration,
  TracingConfiguration,
});

async function attributesOf(Arn: string, Name: string, making: Making): Promise<JsonObject> {
  const described = await making.invoke('sfn', 'DescribeStateMachine', { stateMachineArn: Arn });
  const { revisionId } = described as { revisionId?: string };
  return { Arn, Name, StateMachineRevisionId: revisionId ?? 'INITIAL' };
}

async function definitionOf(properties: JsonObject, making: Making): Promise<string> {
  const { Definition: object, DefinitionString: given, DefinitionS3Location: location } = properties;
  if ([object, given, location].filter((one) => one !== undefined).length !== 1) {
    throw validationError(
      'Exactly one of Definition, DefinitionString and DefinitionS3Location is required.',
    );
  }
  const text =
    location === undefined ? textOf(object ?? given) : await s3Text(location as JsonObject, making);
  const values = properties['DefinitionSubstitutions'];
  return text.replaceAll(/\$\{([A-Za-z0-9_-]+)\}/g, (whole, name: string) =>
    isObject(values) && Object.hasOwn(values, name) ? inJson(textOf(values[name])) : whole,
  );
}

/** As the inside of a JSON string, which is where substitutions stand. */
const inJson = (value: string): string => JSON.stringify(value).slice(1, -1);

/** A version never changes, like a function's. */
const version: ResourceType = {
  type: 'AWS::StepFunctions::StateMachineVersion',
  properties: ['Description', 'StateMachineArn', 'StateMachineRevisionId'],
  required: ['StateMachineArn'],
  async create({ StateMachineRevisionId: revisionId, ...settings }, making) {
    const request = { ...settings, ...(revisionId !== 'INITIAL' && { revisionId }) };
    const answer = await making.invoke('sfn', 'PublishStateMachineVersion', request);
    const { stateMachineVersionArn: arn } = answer as { stateMachineVersionArn: string };
    making.exists(arn);
    return { Arn: arn };
  },
  async delete(stateMachineVersionArn, _, making) {
    await making.invoke('sfn', 'DeleteStateMachineVersion', { stateMachineVersionArn });
  },
};

const alias: ResourceType = {
  type: 'AWS::StepFunctions::StateMachineAlias',
  properties: ['Description', 'Name', 'RoutingConfiguration'],
  required: ['RoutingConfiguration'],
  createOnly: ['Name'],
  named: 'Name',
  async create({ Name: name = 'live', ...settings }, making) {
    const answer = await making.invoke('sfn', 'CreateStateMachineAlias', { name, ...settings });
    const { stateMachineAliasArn: arn } = answer as { stateMachineAliasArn: string };
    making.exists(arn);
    return { Arn: arn };
  },
  async update({ physicalId: stateMachineAliasArn, attributes }, properties, making) {
    const request = { stateMachineAliasArn, ...without(properties, 'Name') };
    await making.invoke('sfn', 'UpdateStateMachineAlias', request);
    return attributes;
  },
  async delete(stateMachineAliasArn, _, making) {
    await making.invoke('sfn', 'DeleteStateMachineAlias', { stateMachineAliasArn });
  },
};

export const STEP_FUNCTIONS_TYPES: readonly ResourceType[] = [alias, stateMachine, version];

/**
 * Inline code becomes a package whose only file is `index.js`, or `index.py` for Python.
 *
 * Gap: the modules `cfn-response` and `cfnresponse`, which AWS puts beside inline code, are not there.
 */
import { strToU8, zipSync } from 'fflate';
import { without, type Json, type JsonObject } from '../template/json.ts';
import { textOf, type Making, type ResourceType } from './resource-type.ts';
import { tagChanges, tagMap } from './tags.ts';

export const lambdaFunction: ResourceType = {
  type: 'AWS::Lambda::Function',
  properties: [
    'Architectures',
    'Code',
    'DeadLetterConfig',
    'Description',
    'Environment',
    'EphemeralStorage',
    'FunctionName',
    'Handler',
    'Layers',
    'MemorySize',
    'PackageType',
    'ReservedConcurrentExecutions',
    'Role',
    'Runtime',
    'Tags',
    'Timeout',
    'TracingConfig',
  ],
  required: ['Code', 'Role'],
  createOnly: ['FunctionName', 'PackageType'],
  named: 'FunctionName',
  async create(properties, making) {
    const { FunctionName: given, Tags, ReservedConcurrentExecutions: reserved } = properties;
    const { FunctionArn: arn, FunctionName: name } = await making.invoke('lambda', 'CreateFunction', {
      ...without(properties, 'ReservedConcurrentExecutions'),
      FunctionName: given ?? making.generatedName.slice(0, 64),
      Code: packaged(properties, making),
      Tags: tagMap(Tags),
    });
    making.exists(name as string);
    if (reserved !== undefined) await reserve(name as string, reserved, making);
    return { Arn: arn as string };
  },
  async update({ physicalId: FunctionName, attributes, properties: before }, properties, making) {
    const { Code, Tags, Architectures, ReservedConcurrentExecutions: reserved } = properties;
    if (JSON.stringify([before['Code'], before['Architectures']]) !== JSON.stringify([Code, Architectures])) {
      const code = { FunctionName, Architectures, ...packaged(properties, making) };
      await making.invoke('lambda', 'UpdateFunctionCode', code);
    }
    await making.invoke('lambda', 'UpdateFunctionConfiguration', {
      Environment: { Variables: {} },
      ...without(properties, ...NOT_CONFIGURATION),
      FunctionName,
    });
    if (textOf(before['ReservedConcurrentExecutions']) !== textOf(reserved)) {
      await reserve(FunctionName, reserved, making);
    }
    const { put, removed: TagKeys } = tagChanges(before['Tags'], Tags);
    const Resource = attributes['Arn'];
    const tags = Object.fromEntries(put.map(({ Key, Value }) => [Key, Value]));
    if (put.length > 0) await making.invoke('lambda', 'TagResource', { Resource, Tags: tags });
    if (TagKeys.length > 0) await making.invoke('lambda', 'UntagResource', { Resource, TagKeys });
    return attributes;
  },
  async delete(FunctionName, _, making) {
    await making.invoke('lambda', 'DeleteFunction', { FunctionName });
  },
};

/** Properties that UpdateFunctionConfiguration leaves to other operations. */
const NOT_CONFIGURATION = [
  'Architectures',
  'Code',
  'FunctionName',
  'PackageType',
  'ReservedConcurrentExecutions',
  'Tags',
];

function packaged({ Code: code, Runtime: runtime }: JsonObject, making: Making): object {
  const { ZipFile: source, ...stored } = code as JsonObject;
  if (source === undefined) return stored;
  const file = textOf(runtime).startsWith('python') ? 'index.py' : 'index.js';
  return { ZipFile: zipSync({ [file]: [strToU8(textOf(source)), { mtime: making.now }] }) };
}

async function reserve(FunctionName: string, reserved: Json | undefined, making: Making): Promise<void> {
  if (reserved === undefined) await making.invoke('lambda', 'DeleteFunctionConcurrency', { FunctionName });
  else {
    const ReservedConcurrentExecutions = reserved;
    await making.invoke('lambda', 'PutFunctionConcurrency', { FunctionName, ReservedConcurrentExecutions });
  }
}

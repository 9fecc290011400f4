/** Inline code becomes a package whose only file is `index.js`, or `index.py` for Python. */
import { strToU8, zipSync } from 'fflate';
import type { JsonObject } from '../template/json.ts';
import { textOf, type ResourceType } from './resource-type.ts';

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
    'Role',
    'Runtime',
    'Tags',
    'Timeout',
    'TracingConfig',
  ],
  required: ['Code', 'Role'],
  async create({ FunctionName: given, Code: code, Tags: tags = [], ...settings }, making) {
    const { ZipFile: source, ...stored } = code as JsonObject;
    const file = textOf(settings['Runtime']).startsWith('python') ? 'index.py' : 'index.js';
    const { FunctionArn: arn, FunctionName: name } = await making.invoke('lambda', 'CreateFunction', {
      ...settings,
      FunctionName: given ?? making.generatedName.slice(0, 64),
      Code:
        source === undefined
          ? stored
          : { ZipFile: zipSync({ [file]: [strToU8(textOf(source)), { mtime: making.now }] }) },
      Tags: Object.fromEntries(
        (tags as readonly JsonObject[]).map(({ Key, Value }) => [textOf(Key), textOf(Value)]),
      ),
    });
    making.exists(name as string);
    return { Arn: arn as string };
  },
  async delete(FunctionName, _, making) {
    await making.invoke('lambda', 'DeleteFunction', { FunctionName });
  },
};

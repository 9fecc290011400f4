import { validationError } from '../errors.ts';
import { isObject, textOf, without, type Json, type JsonObject } from '../template/json.ts';
import type { Making, ResourceType } from './resource-type.ts';

export const ssmParameter: ResourceType = {
  type: 'AWS::SSM::Parameter',
  properties: ['AllowedPattern', 'DataType', 'Description', 'Name', 'Tags', 'Tier', 'Type', 'Value'],
  required: ['Type', 'Value'],
  createOnly: ['Name'],
  named: 'Name',
  async create(properties, making) {
    const { Name: given = making.generatedName, Tags } = properties;
    const Name = textOf(given);
    await put({ ...properties, Name, Tags: Object.entries(tagsOf(Tags)).map(tag) }, making);
    making.exists(Name);
    return attributesOf(properties);
  },
  async update({ physicalId: Name, properties: before }, properties, making) {
    await put({ ...without(properties, 'Tags'), Name, Overwrite: true }, making);
    const [old, wanted] = [tagsOf(before['Tags']), tagsOf(properties['Tags'])];
    const named = { ResourceType: 'Parameter', ResourceId: Name };
    const TagKeys = Object.keys(old).filter((key) => !Object.hasOwn(wanted, key));
    const Tags = Object.entries(wanted).map(tag);
    if (Tags.length > 0) await making.invoke('ssm', 'AddTagsToResource', { ...named, Tags });
    if (TagKeys.length > 0) await making.invoke('ssm', 'RemoveTagsFromResource', { ...named, TagKeys });
    return attributesOf(properties);
  },
  async delete(Name, _, making) {
    await making.invoke('ssm', 'DeleteParameter', { Name });
  },
};

/** A template cannot make secrets: its text would tell them. */
async function put(
  request: { readonly Type?: Json; readonly [member: string]: unknown },
  making: Making,
): Promise<void> {
  if (!['String', 'StringList'].includes(textOf(request.Type))) {
    throw validationError('Type must be String or StringList.');
  }
  await making.invoke('ssm', 'PutParameter', request);
}

const attributesOf = ({ Type = '', Value = '' }: JsonObject): JsonObject => ({ Type, Value });

/** Unlike nearly everywhere else, tags are an object. */
const tagsOf = (tags: Json | undefined): Readonly<Record<string, string>> =>
  isObject(tags) ? Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, textOf(value)])) : {};

const tag = ([Key, Value]: readonly [string, string]) => ({ Key, Value });

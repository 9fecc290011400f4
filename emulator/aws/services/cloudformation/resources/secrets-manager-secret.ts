/** Gap (unverified): a stack's secret goes at once, without the window in which a person could have it back. */
import { isObject, textOf, type JsonObject } from '../template/json.ts';
import type { Making, ResourceType } from './resource-type.ts';
import { tagChanges, tagList } from './tags.ts';

export const secretsManagerSecret: ResourceType = {
  type: 'AWS::SecretsManager::Secret',
  properties: ['Description', 'GenerateSecretString', 'KmsKeyId', 'Name', 'SecretString', 'Tags'],
  createOnly: ['Name'],
  named: 'Name',
  async create(properties, making) {
    const { Name = making.generatedName, Description, KmsKeyId, Tags } = properties;
    const SecretString = await valueOf(properties, making);
    const request = { Name, Description, KmsKeyId, SecretString, Tags: tagList(Tags) };
    const { ARN } = await making.invoke('secrets-manager', 'CreateSecret', request);
    making.exists(ARN as string);
    return { Id: ARN as string };
  },
  async update({ physicalId: SecretId, attributes, properties: before }, properties, making) {
    const { Description = '', KmsKeyId } = properties;
    const differs = (name: string): boolean =>
      JSON.stringify(before[name]) !== JSON.stringify(properties[name]);
    const renewed = differs('SecretString') || differs('GenerateSecretString');
    const SecretString = renewed ? await valueOf(properties, making) : undefined;
    const change = { SecretId, Description, KmsKeyId, SecretString };
    await making.invoke('secrets-manager', 'UpdateSecret', change);
    const { put: Tags, removed: TagKeys } = tagChanges(before['Tags'], properties['Tags']);
    if (Tags.length > 0) await making.invoke('secrets-manager', 'TagResource', { SecretId, Tags });
    if (TagKeys.length > 0) await making.invoke('secrets-manager', 'UntagResource', { SecretId, TagKeys });
    return attributes;
  },
  async delete(SecretId, _, making) {
    const request = { SecretId, ForceDeleteWithoutRecovery: true };
    await making.invoke('secrets-manager', 'DeleteSecret', request);
  },
};

/** The text given, or a random one, alone or as a member of the template's JSON object. */
async function valueOf(properties: JsonObject, making: Making): Promise<string | undefined> {
  const { SecretString: given, GenerateSecretString: generate } = properties;
  if (given !== undefined) return textOf(given);
  if (!isObject(generate)) return undefined;
  const { SecretStringTemplate: template, GenerateStringKey: key, ...rules } = generate;
  const { RandomPassword } = await making.invoke('secrets-manager', 'GetRandomPassword', rules);
  if (template === undefined || key === undefined) return RandomPassword as string;
  return JSON.stringify({ ...(JSON.parse(textOf(template)) as object), [textOf(key)]: RandomPassword });
}

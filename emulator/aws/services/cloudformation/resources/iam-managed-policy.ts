import { isList, type Json, type JsonObject } from '../template/json.ts';
import type { Bearer } from './iam-policies.ts';
import type { Making, ResourceType } from './resource-type.ts';

const BEARERS: readonly Bearer[] = ['Group', 'Role', 'User'];

/** A change of the document is a new version, and the default one; the one before goes. */
export const iamManagedPolicy: ResourceType = {
  type: 'AWS::IAM::ManagedPolicy',
  properties: ['Description', 'Groups', 'ManagedPolicyName', 'Path', 'PolicyDocument', 'Roles', 'Users'],
  required: ['PolicyDocument'],
  createOnly: ['Description', 'ManagedPolicyName', 'Path'],
  named: 'ManagedPolicyName',
  capability: ({ ManagedPolicyName: name }) =>
    name === undefined ? 'CAPABILITY_IAM' : 'CAPABILITY_NAMED_IAM',
  async create(properties, making) {
    const { ManagedPolicyName: name, Path, Description, PolicyDocument } = properties;
    const request = { PolicyName: name ?? making.generatedName, Path, Description, PolicyDocument };
    const { Policy } = await making.invoke('iam', 'CreatePolicy', request);
    const { Arn, PolicyId } = Policy as { Arn: string; PolicyId: string };
    making.exists(Arn);
    for (const bearer of BEARERS) await attach(bearer, Arn, bearersOf(properties, bearer), making);
    return { PolicyArn: Arn, PolicyId };
  },
  async update({ physicalId: PolicyArn, attributes, properties: before }, properties, making) {
    const { PolicyDocument } = properties;
    if (JSON.stringify(before['PolicyDocument']) !== JSON.stringify(PolicyDocument)) {
      const { Policy } = await making.invoke('iam', 'GetPolicy', { PolicyArn });
      const { DefaultVersionId: VersionId } = Policy as { DefaultVersionId: string };
      const version = { PolicyArn, PolicyDocument, SetAsDefault: true };
      await making.invoke('iam', 'CreatePolicyVersion', version);
      await making.invoke('iam', 'DeletePolicyVersion', { PolicyArn, VersionId });
    }
    for (const bearer of BEARERS) {
      const [old, wanted] = [bearersOf(before, bearer), bearersOf(properties, bearer)];
      await attach(
        bearer,
        PolicyArn,
        wanted.filter((name) => !old.includes(name)),
        making,
      );
      await detach(
        bearer,
        PolicyArn,
        old.filter((name) => !wanted.includes(name)),
        making,
      );
    }
    return attributes;
  },
  async delete(PolicyArn, _, making) {
    const attached = await making.invoke('iam', 'ListEntitiesForPolicy', { PolicyArn });
    for (const bearer of BEARERS) {
      const entities = (attached[`Policy${bearer}s`] ?? []) as Record<string, string>[];
      await detach(
        bearer,
        PolicyArn,
        entities.map((one) => one[`${bearer}Name`] ?? ''),
        making,
      );
    }
    await making.invoke('iam', 'DeletePolicy', { PolicyArn });
  },
};

function bearersOf(properties: JsonObject, bearer: Bearer): readonly Json[] {
  const { [`${bearer}s`]: names } = properties;
  return isList(names) ? names : [];
}

async function attach(bearer: Bearer, PolicyArn: string, names: readonly Json[], making: Making) {
  for (const name of names) {
    await making.invoke('iam', `Attach${bearer}Policy`, { [`${bearer}Name`]: name, PolicyArn });
  }
}

async function detach(bearer: Bearer, PolicyArn: string, names: readonly Json[], making: Making) {
  for (const name of names) {
    await making.invoke('iam', `Detach${bearer}Policy`, { [`${bearer}Name`]: name, PolicyArn });
  }
}

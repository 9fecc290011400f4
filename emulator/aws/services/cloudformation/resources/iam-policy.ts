import { isList, textOf, type Json, type JsonObject } from '../template/json.ts';
import type { Bearer } from './iam-policies.ts';
import type { Making, ResourceType } from './resource-type.ts';

/** One inline policy, put on several roles, users and groups. */
export const iamPolicy: ResourceType = {
  type: 'AWS::IAM::Policy',
  properties: ['Groups', 'PolicyDocument', 'PolicyName', 'Roles', 'Users'],
  required: ['PolicyDocument', 'PolicyName'],
  createOnly: ['PolicyName'],
  capability: () => 'CAPABILITY_IAM',
  async create(properties, making) {
    making.exists(making.generatedName);
    await put(properties, making);
    return { Id: making.generatedName, ...bearersIn(properties) };
  },
  async update({ attributes, properties: before }, properties, making) {
    await put(properties, making);
    const kept = bearersOf(properties).map(([, name]) => name);
    await remove(
      before,
      making,
      bearersOf(before).filter(([, name]) => !kept.includes(name)),
    );
    return { Id: attributes['Id']!, ...bearersIn(properties) };
  },
  delete: (_, attributes, making) => remove(attributes, making, bearersOf(attributes)),
};

const bearersIn = ({ Groups = [], Roles = [], Users = [], PolicyName = '' }: JsonObject): JsonObject => ({
  Groups,
  Roles,
  Users,
  PolicyName,
});

function bearersOf({
  Groups: groups,
  Roles: roles,
  Users: users,
}: JsonObject): (readonly [Bearer, string])[] {
  const all = (bearer: Bearer, names: Json | undefined) =>
    (isList(names) ? names : []).map((name) => [bearer, textOf(name)] as const);
  return [...all('Group', groups), ...all('Role', roles), ...all('User', users)];
}

async function put(properties: JsonObject, making: Making): Promise<void> {
  const { PolicyName, PolicyDocument } = properties;
  for (const [bearer, name] of bearersOf(properties)) {
    const request = { [`${bearer}Name`]: name, PolicyName, PolicyDocument };
    await making.invoke('iam', `Put${bearer}Policy`, request);
  }
}

async function remove(
  { PolicyName }: JsonObject,
  making: Making,
  bearers: readonly (readonly [Bearer, string])[],
): Promise<void> {
  for (const [bearer, name] of bearers) {
    await making.invoke('iam', `Delete${bearer}Policy`, { [`${bearer}Name`]: name, PolicyName });
  }
}

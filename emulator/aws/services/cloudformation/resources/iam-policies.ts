/** The policies of roles, users and groups: managed ones that are attached, and inline ones. */
import { isList, textOf, type Json, type JsonObject } from '../template/json.ts';
import type { Making } from './resource-type.ts';

export type Bearer = 'Group' | 'Role' | 'User';

interface Policies {
  readonly ManagedPolicyArns?: Json | undefined;
  readonly Policies?: Json | undefined;
}

const texts = (list: Json | undefined): readonly string[] => (isList(list) ? list.map(textOf) : []);

const inline = (list: Json | undefined): readonly JsonObject[] =>
  isList(list) ? (list as readonly JsonObject[]) : [];

/** Brings the bearer's policies from those the stack gave it before to those it gives it now. */
export async function setPolicies(
  bearer: Bearer,
  name: string,
  after: Policies,
  making: Making,
  before: Policies = {},
): Promise<void> {
  const who = { [`${bearer}Name`]: name };
  const [attached, wanted] = [texts(before.ManagedPolicyArns), texts(after.ManagedPolicyArns)];
  for (const PolicyArn of wanted.filter((arn) => !attached.includes(arn))) {
    await making.invoke('iam', `Attach${bearer}Policy`, { ...who, PolicyArn });
  }
  for (const PolicyArn of attached.filter((arn) => !wanted.includes(arn))) {
    await making.invoke('iam', `Detach${bearer}Policy`, { ...who, PolicyArn });
  }
  for (const { PolicyName, PolicyDocument } of inline(after.Policies)) {
    await making.invoke('iam', `Put${bearer}Policy`, { ...who, PolicyName, PolicyDocument });
  }
  const names = inline(after.Policies).map(({ PolicyName }) => PolicyName);
  for (const { PolicyName } of inline(before.Policies)) {
    if (!names.includes(PolicyName))
      await making.invoke('iam', `Delete${bearer}Policy`, { ...who, PolicyName });
  }
}

/** Whatever the bearer has, whoever gave it: nobody can be deleted who still has policies. */
export async function clearPolicies(bearer: Bearer, name: string, making: Making): Promise<void> {
  const who = { [`${bearer}Name`]: name };
  const { AttachedPolicies: attached } = await making.invoke('iam', `ListAttached${bearer}Policies`, who);
  for (const { PolicyArn } of (attached ?? []) as { PolicyArn: string }[]) {
    await making.invoke('iam', `Detach${bearer}Policy`, { ...who, PolicyArn });
  }
  const { PolicyNames: names } = await making.invoke('iam', `List${bearer}Policies`, who);
  for (const PolicyName of (names ?? []) as string[]) {
    await making.invoke('iam', `Delete${bearer}Policy`, { ...who, PolicyName });
  }
}

/** The role that SAM makes for a function or a state machine that names none. */
import { notImplemented } from '../../../../kernel/aws-error.ts';
import { isList, isObject, textOf, type Json, type JsonObject } from '../json.ts';

/** @param policies as SAM takes them: names or ARNs of managed ones, and documents */
export function roleFor(
  id: string,
  service: string,
  policies: Json | undefined,
  managed: readonly string[] = [],
): JsonObject {
  const list = policies === undefined ? [] : isList(policies) ? policies : [policies];
  const inline: JsonObject[] = [];
  const attached: Json[] = managed.map((name) => `arn:aws:iam::aws:policy/service-role/${name}`);
  for (const policy of list) {
    if (!isObject(policy)) {
      const name = textOf(policy);
      attached.push(name.startsWith('arn:') ? name : `arn:aws:iam::aws:policy/${name}`);
    } else if (policy['Statement'] !== undefined) {
      const PolicyName = `${id}RolePolicy${inline.length}`;
      inline.push({ PolicyName, PolicyDocument: { Version: '2012-10-17', ...policy } });
    } else if (Object.keys(policy).some((key) => key === 'Ref' || key.startsWith('Fn::'))) {
      attached.push(policy);
    } else throw notImplemented('cloudformation', `SAM policy template ${Object.keys(policy).join(', ')}`);
  }
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
      },
      ManagedPolicyArns: attached,
      ...(inline.length > 0 && { Policies: inline }),
    },
  };
}

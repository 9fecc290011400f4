import type { ParameterTier, PutParameterRequest, PutParameterResult } from '@aws-sdk/client-ssm';
import { notImplemented } from '../../../kernel/aws-error.ts';
import { BoundedPattern } from '../../../kernel/bounded-pattern.ts';
import type { Operation } from '../../../kernel/operation.ts';
import { authorizeKey, DEFAULT_KEY } from '../encryption.ts';
import { checkInput, invalidPattern, parameterExists, patternMismatch, validation } from '../errors.ts';
import { authorizeParameter } from '../named-parameter.ts';
import { checkNewName, readName } from '../names.ts';
import type { Parameter } from '../parameter.ts';
import type { Ssm } from '../ssm.ts';
import { withTags } from '../tags.ts';

const TYPES = ['String', 'StringList', 'SecureString'];
const TIERS = ['Standard', 'Advanced', 'Intelligent-Tiering'];
/** Characters of a value. */
const LARGEST = { Standard: 4_096, Advanced: 8_192 } as const;

export const putParameter: Operation<Ssm, PutParameterRequest, PutParameterResult> = (ssm, input, call) => {
  checkInput(input, {
    Name: { required: true, least: 1, most: 2_048 },
    Value: { required: true, least: 1 },
    Description: { most: 1_024 },
    AllowedPattern: { most: 1_024 },
    Type: { oneOf: TYPES },
    Tier: { oneOf: TIERS },
  });
  if (input.Policies !== undefined) throw notImplemented('ssm', 'PutParameter with Policies');
  if ((input.DataType ?? 'text') !== 'text') {
    throw notImplemented('ssm', `PutParameter of data type ${input.DataType}`);
  }
  const { name, scope } = readName(call.scope, input.Name ?? '');
  checkNewName(scope, name);
  const before = ssm.parameters.find(scope, name);
  authorizeParameter(call, scope, name, 'ssm:PutParameter', before?.tags);
  if (before !== undefined && input.Overwrite !== true) throw parameterExists();
  if (input.Overwrite === true && input.Tags !== undefined) {
    throw validation(
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    );
  }
  const type = input.Type ?? before?.type;
  if (type === undefined) throw validation('A parameter type is required when you create a parameter.');
  const tier = tierOf(input, before);
  const pattern = input.AllowedPattern ?? before?.pattern;
  checkPattern(pattern, input.Value ?? '');
  const next = {
    scope,
    name,
    tags: before?.tags ?? withTags({}, input.Tags),
    type,
    value: input.Value ?? '',
    keyId: type === 'SecureString' ? (input.KeyId ?? before?.keyId ?? DEFAULT_KEY) : undefined,
    description: input.Description ?? before?.description,
    pattern,
    tier,
    dataType: 'text',
    modifiedAt: call.now,
    modifiedBy: 'arn' in call.principal ? call.principal.arn : '',
  };
  authorizeKey(call, next, 'kms:Encrypt');
  return { Version: ssm.parameters.put(next, before).version, Tier: tier };
};

/** @throws AwsError ValidationException for a value that is too large for its tier */
function tierOf({ Tier: asked, Value: value = '' }: PutParameterRequest, before: Parameter | undefined) {
  const needed: ParameterTier = value.length > LARGEST.Standard ? 'Advanced' : 'Standard';
  const least = before?.tier ?? 'Standard';
  // An advanced parameter stays one.
  const tier = asked === 'Advanced' || least === 'Advanced' ? 'Advanced' : needed;
  if (value.length > LARGEST.Advanced) {
    throw validation('Advanced tier parameters support a maximum parameter value of 8192 characters.');
  }
  if (tier === 'Advanced' && (asked ?? 'Standard') === 'Standard' && least === 'Standard') {
    throw validation(
      'Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html',
    );
  }
  return tier;
}

/** @throws AwsError ParameterPatternMismatchException, InvalidAllowedPatternException */
function checkPattern(pattern: string | undefined, value: string): void {
  if (pattern === undefined || pattern === '') return;
  let fits: boolean;
  try {
    fits = new BoundedPattern(`^(?:${pattern})$`, 's').test(value);
  } catch {
    throw invalidPattern();
  }
  if (!fits) throw patternMismatch(pattern);
}

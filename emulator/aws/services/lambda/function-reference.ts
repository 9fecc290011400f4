/**
 * How requests name a function: `thumbnail`, `thumbnail:live`, `000000000000:function:thumbnail`, or the whole ARN, each
 * with a version or alias at its end or given apart.
 *
 * Evidence: aws.md section B.1; LocalStack's recordings of `test_lambda_api` name validation, 2025-11.
 */
import { arn, type Scope } from '../../kernel/scope.ts';
import { violation } from './constraints.ts';
import { invalidName, invalidParameter, otherRegion, validation } from './errors.ts';

export const LATEST = '$LATEST';

/** A function by its place and name; the key of everything that hangs on it. */
export interface FunctionId {
  /** The account that owns it and the region it lives in. */
  readonly scope: Scope;
  readonly name: string;
}

export interface FunctionReference extends FunctionId {
  /** A version, an alias, or `$LATEST`, where the request says so. */
  readonly qualifier: string | undefined;
}

const REFERENCE =
  /^(?:arn:(?:aws[a-zA-Z-]*)?:lambda:)?(?:([a-z]{2}(?:(?:-gov)|(?:-iso(?:[a-z]?)))?-[a-z]+-\d{1}):)?(?:(\d{12}):)?(?:function:)?([a-zA-Z0-9-_]+)(?::(\$LATEST|[a-zA-Z0-9-_]+))?$/;

/** As AWS prints it. */
const PRINTED =
  '(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?';
/** The reading operations print a dot that they do not accept. */
const PRINTED_FOR_READING = PRINTED.replace('([a-zA-Z0-9-_]+)(', '([a-zA-Z0-9-_\\.]+)(');

const LONGEST_REFERENCE = 170;
const LONGEST_NAME = 64;
const LONGEST_ARN_TO_CHANGE = 140;
const LONGEST_QUALIFIER = 128;

export const functionArn = ({ scope, name }: FunctionId, qualifier?: string): string =>
  arn('lambda', scope, `function:${name}${qualifier === undefined ? '' : `:${qualifier}`}`);

/**
 * Reads what a request names.
 *
 * @param operation AWS's name, because limits and texts differ
 * @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException (another region)
 */
export function readReference(
  text: string,
  qualifier: string | undefined,
  scope: Scope,
  operation: string,
): FunctionReference {
  const match = REFERENCE.exec(text);
  const [, region, accountId, name, ownQualifier] = match ?? [];
  if (region !== undefined && region !== scope.region) throw otherRegion(region, scope.region);
  const violations = [...violationsOf(text, name, operation), ...qualifierViolations(qualifier)];
  if (violations.length > 0) {
    throw operation === 'CreateFunction' && name === text ? invalidName(violations) : validation(violations);
  }
  if (qualifier !== undefined && ownQualifier !== undefined && qualifier !== ownQualifier) {
    throw invalidParameter(
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  }
  return {
    scope: { ...scope, accountId: accountId ?? scope.accountId },
    name: name!,
    qualifier: qualifier ?? ownQualifier,
  };
}

function violationsOf(text: string, name: string | undefined, operation: string): string[] {
  const changing = operation === 'CreateFunction' || operation === 'DeleteFunction';
  const onlyName = operation === 'CreateFunction' && name === text;
  const longest = onlyName ? LONGEST_NAME : changing ? LONGEST_ARN_TO_CHANGE : LONGEST_REFERENCE;
  const reading = operation.startsWith('Get') || operation === 'Invoke';
  const printed = reading ? PRINTED_FOR_READING : PRINTED;
  const violations: string[] = [];
  if (text.length > longest) {
    violations.push(violation(text, 'functionName', `have length less than or equal to ${longest}`));
  }
  if (name === undefined) {
    violations.push(violation(text, 'functionName', `satisfy regular expression pattern: ${printed}`));
  }
  if (text.length <= longest && name !== undefined && name.length > LONGEST_NAME && changing) {
    violations.push(violation(name, 'functionName', `have length less than or equal to ${LONGEST_NAME}`));
  }
  return violations;
}

function qualifierViolations(qualifier: string | undefined): string[] {
  if (qualifier === undefined) return [];
  const violations: string[] = [];
  if (qualifier.length > LONGEST_QUALIFIER) {
    violations.push(
      violation(qualifier, 'qualifier', `have length less than or equal to ${LONGEST_QUALIFIER}`),
    );
  }
  if (!/^[a-zA-Z0-9$_-]+$/.test(qualifier)) {
    violations.push(
      violation(qualifier, 'qualifier', 'satisfy regular expression pattern: (|[a-zA-Z0-9$_-]+)'),
    );
  }
  return violations;
}

export const isVersion = (qualifier: string): boolean => qualifier === LATEST || /^\d+$/.test(qualifier);

/** Reads a function's ARN that another service keeps: a notification's target, a destination. */
export function parseFunctionArn(text: string): FunctionReference | undefined {
  const match =
    /^arn:aws:lambda:([a-z0-9-]+):(\d{12}):function:([a-zA-Z0-9-_]+)(?::(\$LATEST|[a-zA-Z0-9-_]+))?$/.exec(
      text,
    );
  if (match === null) return undefined;
  const [, region, accountId, name, qualifier] = match;
  return { scope: { partition: 'aws', region: region!, accountId: accountId! }, name: name!, qualifier };
}

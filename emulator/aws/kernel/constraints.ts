/**
 * Constraints that a service's model puts on the members of an input, worded as AWS words them. The SDK's schemas do
 * not carry them, so operations state the ones that matter, and every violation is told at once.
 */

interface Constraint {
  readonly required?: true;
  /** Least length of text, bytes and lists; least value of numbers. */
  readonly least?: number;
  readonly most?: number;
  /** As AWS prints it; the whole text has to match. */
  readonly pattern?: string;
  readonly oneOf?: readonly string[];
}

export type InputConstraints<Input> = { readonly [Member in keyof Input]?: Constraint };

/** `KeyId` travels as `KeyId` and is named `keyId` in refusals. */
const memberName = (member: string): string => member.charAt(0).toLowerCase() + member.slice(1);

const sizeOf = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array) return value.length;
  return undefined;
};

/** What a value must be and is not: `have length less than or equal to 256`. */
function brokenRules(value: unknown, { least, most, pattern, oneOf }: Constraint): string[] {
  const broken: string[] = [];
  const size = sizeOf(value);
  const measure = typeof value === 'number' ? 'value' : 'length';
  if (size !== undefined && most !== undefined && size > most) {
    broken.push(`have ${measure} less than or equal to ${most}`);
  }
  if (size !== undefined && least !== undefined && size < least) {
    broken.push(`have ${measure} greater than or equal to ${least}`);
  }
  if (
    pattern !== undefined &&
    typeof value === 'string' &&
    !new RegExp(`^(?:${pattern})$`, 'u').test(value)
  ) {
    broken.push(`satisfy regular expression pattern: ${pattern}`);
  }
  if (oneOf !== undefined && !oneOf.includes(String(value))) {
    broken.push(`satisfy enum value set: [${oneOf.join(', ')}]`);
  }
  return broken;
}

/** Values of bytes and lists are not shown. */
const shown = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? ` '${value}'` : '';

/**
 * What is wrong with an input: `1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member
 * must not be null`; `undefined` when nothing is.
 */
export function validationFault<Input extends object>(
  input: Input,
  constraints: InputConstraints<Input>,
): string | undefined {
  const violations = Object.entries<Constraint | undefined>(constraints).flatMap(([member, constraint]) => {
    const value = (input as Readonly<Record<string, unknown>>)[member];
    const at = `at '${memberName(member)}' failed to satisfy constraint: Member must`;
    if (constraint === undefined) return [];
    if (value === undefined || value === null) {
      return constraint.required === true ? [`Value null ${at} not be null`] : [];
    }
    return brokenRules(value, constraint).map((rule) => `Value${shown(value)} ${at} ${rule}`);
  });
  if (violations.length === 0) return undefined;
  const count = violations.length === 1 ? '1 validation error' : `${violations.length} validation errors`;
  return `${count} detected: ${violations.join('; ')}`;
}

/**
 * Constraints that the service's model puts on members, worded as AWS words them. The SDK's schemas do not carry them,
 * so they stand here as small checks that collect every violation before anything is refused.
 */
import { validation } from './errors.ts';

/** `Value 'r1' at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern: …` */
export const violation = (value: unknown, member: string, rule: string): string =>
  `Value '${String(value)}' at '${member}' failed to satisfy constraint: Member must ${rule}`;

export class Constraints {
  readonly #violations: string[] = [];

  required(value: unknown, member: string): this {
    if (value === undefined) {
      this.#violations.push(
        `Value null at '${member}' failed to satisfy constraint: Member must not be null`,
      );
    }
    return this;
  }

  length(value: string | undefined, member: string, least: number, most: number): this {
    if (value === undefined) return this;
    if (value.length > most) this.#add(value, member, `have length less than or equal to ${most}`);
    if (value.length < least) this.#add(value, member, `have length greater than or equal to ${least}`);
    return this;
  }

  /** @param source the pattern as AWS prints it; the whole value has to match */
  pattern(value: string | undefined, member: string, source: string): this {
    if (value !== undefined && !new RegExp(`^(?:${source})$`).test(value)) {
      this.#add(value, member, `satisfy regular expression pattern: ${source}`);
    }
    return this;
  }

  range(value: number | undefined, member: string, least: number, most: number): this {
    if (value === undefined) return this;
    if (value > most) this.#add(value, member, `have value less than or equal to ${most}`);
    if (value < least) this.#add(value, member, `have value greater than or equal to ${least}`);
    return this;
  }

  oneOf(value: string | undefined, member: string, allowed: readonly string[]): this {
    if (value !== undefined && !allowed.includes(value)) {
      this.#add(value, member, `satisfy enum value set: [${allowed.join(', ')}]`);
    }
    return this;
  }

  violated(text: string): this {
    this.#violations.push(text);
    return this;
  }

  /** @throws AwsError ValidationException */
  check(): void {
    if (this.#violations.length > 0) throw validation(this.#violations);
  }

  #add(value: unknown, member: string, rule: string): void {
    this.#violations.push(violation(value, member, rule));
  }
}

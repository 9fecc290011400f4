/**
 * What is wrong with an import: collected, so that all of it is told in one answer.
 *
 * Evidence: the developer guide's "Errors and warnings from importing your API"; public reports of `Errors found during
 * import` (ustayready/fireprox#37).
 */
import { AwsError } from '../../../kernel/aws-error.ts';
import { badRequest } from '../errors.ts';

export class ImportProblems {
  readonly warnings: string[] = [];
  readonly #errors: string[] = [];

  /** Remembers what AWS would refuse; what is not implemented is told at once. */
  attempt<T>(what: string, work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof AwsError) || error.status === 501) throw error;
      this.#errors.push(`${what}: ${error.message}`);
      return undefined;
    }
  }

  warn(text: string): void {
    this.warnings.push(text);
  }

  /** @throws AwsError BadRequestException with all that went wrong */
  conclude(failOnWarnings: boolean): void {
    if (this.#errors.length > 0) throw told('Errors', this.#errors);
    if (failOnWarnings && this.warnings.length > 0) throw told('Warnings', this.warnings);
  }
}

const told = (what: string, lines: readonly string[]): AwsError =>
  badRequest(`${what} found during import:\n\t${lines.join('\n\t')}`);
